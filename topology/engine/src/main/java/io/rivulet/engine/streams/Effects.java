package io.rivulet.engine.streams;

import io.rivulet.engine.fold.StreamRow;
import io.rivulet.engine.fold.Verdicts;
import io.rivulet.engine.store.PartitionStore;

/**
 * What follows from folding live records: appends are answered and tails are woken. Called on the thread that folds the
 * partition. Nothing but opening and closing happens while restoring or on a stand-by (CS-21).
 */
public interface Effects {

    /** The store of a partition was opened, to be folded or to be a copy. */
    void opened(PartitionStore store);

    /** The store of a partition is about to close. */
    void closed(PartitionStore store);

    /** This node folds a partition from now on. */
    void taken(PartitionStore store);

    /** This node no longer folds a partition; its store stays open as a copy, or is closed next. */
    void left(PartitionStore store);

    /** Hears the verdicts on the records of a partition, before their rows are written. */
    Verdicts verdicts(PartitionStore store);

    /** The rows of a stream were written. */
    void changed(PartitionStore store, StreamRow stream);

    /**
     * A group of records was folded and written; nobody needs to wait for it any more.
     *
     * @param next the offset that the next record may have
     */
    void groupEnded(PartitionStore store, long next);
}
