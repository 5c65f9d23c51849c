/**
 * Commands that ask a running node one thing, over its HTTP API and nothing else.
 *
 * <p>Flow: record -> wire -> fold -> store -> effects | queries -> http -> <b>[command line]</b>.
 *
 * <p>{@link io.rivulet.app.client.NodeOptions} say which node and namespace, {@link io.rivulet.app.client.NodeClient} sends the requests and
 * turns whatever is not a success into a {@link io.rivulet.app.CommandFailure}.
 */
@NullMarked
package io.rivulet.app.client;

import org.jspecify.annotations.NullMarked;
