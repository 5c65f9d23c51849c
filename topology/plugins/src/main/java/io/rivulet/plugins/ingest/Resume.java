package io.rivulet.plugins.ingest;

import org.jspecify.annotations.Nullable;

/**
 * Where a processor left a stream.
 *
 * @param snapshot the stored state; null if there is none
 * @param effectsDone the checkpoint: effects of events up to here have happened, -1 if none have. It survives the loss of a
 *     snapshot, and it never goes back: a state that is built anew is built without effects up to here
 * @param attachedAt the head of the stream when the processor was first attached, -1 if it had none
 */
public record Resume(@Nullable StoredSnapshot snapshot, long effectsDone, long attachedAt) {

    /** A stream that the processor has never seen, from its first event on. */
    public static final Resume FRESH = new Resume(null, Snapshot.NOTHING, Snapshot.NOTHING);

    /**
     * The snapshot, if a state can go on from it: it has this version, and no effect is owed for an event that is in it.
     */
    @Nullable
    StoredSnapshot usable(String version) {
        return snapshot != null && snapshot.version().equals(version) && snapshot.offset() <= effectsDone
                ? snapshot
                : null;
    }
}
