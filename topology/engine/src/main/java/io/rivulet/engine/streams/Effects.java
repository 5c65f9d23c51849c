package io.rivulet.engine.streams;

import io.rivulet.engine.fold.StreamRow;
import io.rivulet.engine.fold.Verdicts;
import io.rivulet.engine.store.PartitionStore;

/**
 * What follows from folding live records: appends are answered and tails are woken. Called on the thread that folds the
 * partition. Nothing of it happens while restoring or on a stand-by (CS-21).
 */
public interface Effects {

    /** This node folds a partition from now on. */
    void opened(PartitionStore store);

    /** This node no longer folds a partition; its store is about to close. */
    void closed(PartitionStore store);

    /** Hears the verdicts on the records of a partition, before their rows are written. */
    Verdicts verdicts(PartitionStore store);

    /** The rows of a stream were written. */
    void changed(PartitionStore store, StreamRow stream);

    /** A group of records was folded and written; nobody needs to wait for it any more. */
    void groupEnded(PartitionStore store);
}
