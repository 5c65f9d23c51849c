/**
 * Who reads streams on the node's own workers: one lane for each stream and each subscriber of it, be it a processor, a webhook
 * or a topic. No lane is on the path of an append.
 *
 * <p>Flow: record -> wire -> fold -> store -> <b>[effects: lanes]</b> | queries -> http.
 *
 * <p>A lane is woken by the fold, reads the mirror from its own place in bounded batches, hands each to its {@link
 * io.rivulet.engine.lane.Session}, and is forgotten when there is nothing more: a stream at rest costs nothing. {@link
 * io.rivulet.engine.lane.Lanes} is the namespace's lanes; {@link io.rivulet.engine.lane.Lane} is one of them while it has
 * something to do; {@link io.rivulet.engine.lane.Share} is what the lanes of one subscriber may take of the node.
 */
@NullMarked
package io.rivulet.engine.lane;

import org.jspecify.annotations.NullMarked;
