package io.rivulet.engine.cluster;

import java.util.Locale;

/** A partition's life on a node, in its usual order. */
public enum PartitionState {
    /** A copy that follows the owner. Answers reads that may be stale; nothing else. */
    STANDING_BY,
    /** Folding the log up to what the group has committed. Reads and appends wait, or are told to come back. */
    RESTORING,
    /** Owned, and folding to the end that the log had at take-over. Reads and appends wait: it is a moment. */
    CATCHING_UP,
    /** Owned, and answering everything. */
    SERVING,
    /** Owned and about to be given up: reads and tails go on, new appends wait for the next owner. */
    LEAVING;

    /** Whether reads of the owner and tails are answered. */
    public boolean isReadable() {
        return this == SERVING || this == LEAVING;
    }

    /** As it is written in answers: {@code standing-by}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
