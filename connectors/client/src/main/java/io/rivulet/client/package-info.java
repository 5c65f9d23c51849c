/**
 * Streams from Java, over HTTP.
 *
 * <p>Flow: record -> wire -> fold -> store -> effects | queries -> http -> <b>[client]</b>.
 *
 * <p>A {@link io.rivulet.client.RivuletClient} knows the nodes of a cluster and finds one that answers. What is done with a stream is
 * done with its {@link io.rivulet.client.StreamClient}: append, read, subscribe. It speaks the public HTTP API and nothing else.
 */
@NullMarked
package io.rivulet.client;

import org.jspecify.annotations.NullMarked;
