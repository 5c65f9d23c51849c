/**
 * Getting a request to a node and its answer back, while nodes come and go.
 *
 * <p>Flow: record -> wire -> fold -> store -> effects | queries -> http -> <b>[client: connection]</b>.
 *
 * <p>A call asks the node that answered last, and the others when that one does not answer. When none does there is an outage: the
 * {@link io.rivulet.client.connection.Gate} closes, all calls wait at it, and one of them tries again when its back-off is over.
 */
@NullMarked
package io.rivulet.client.connection;

import org.jspecify.annotations.NullMarked;
