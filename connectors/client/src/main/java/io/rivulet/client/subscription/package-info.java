/**
 * Following a stream over any number of connections, so that each event is ingested exactly once and in order.
 *
 * <p>Flow: record -> wire -> fold -> store -> effects | queries -> http -> <b>[client: subscription]</b>.
 *
 * <p>The caller has a {@link io.rivulet.client.subscription.StreamCopy}: something that is made of the events, and a checkpoint that is
 * stored together with it. A {@link io.rivulet.client.subscription.Subscription} connects after the checkpoint, hands over what comes,
 * and whenever something goes wrong (the connection, a gap, the caller's own ingest) begins again from the checkpoint, after a back-off.
 *
 * <p>Inside: bytes -> {@code SseParser} -> frames -> {@code FrameReader} -> {@code Follower}, which holds the state and runs one step
 * at a time; {@code Tail} is one connection.
 */
@NullMarked
package io.rivulet.client.subscription;

import org.jspecify.annotations.NullMarked;
