/**
 * Announcing: a stream that was created is told to all of its ancestors, in the background and for as long as it takes (AP-31,
 * AP-32, CS-20).
 *
 * <p>Flow: record -> wire -> fold -> store -> <b>[effects: announce]</b> -> append -> record.
 *
 * <p>The fold keeps a row for each stream that was created, in the order in which that was judged
 * ({@link io.rivulet.engine.store.PartitionReader#births}). So what is still to be told needs no list: it is what lies after an
 * offset. That offset, and where each ancestor was left that could not be told, is one row of the checkpoints, so the next owner
 * goes on there. What it tells once more is a duplicate by its key.
 *
 * <p>{@link io.rivulet.engine.announce.Announcer} is the door, for one namespace of a node;
 * {@link io.rivulet.engine.announce.PartitionAnnouncer} does the work of one partition,
 * {@link io.rivulet.engine.announce.Told} is its row, {@link io.rivulet.engine.announce.Announcement} what is said.
 */
@NullMarked
package io.rivulet.engine.announce;

import org.jspecify.annotations.NullMarked;
