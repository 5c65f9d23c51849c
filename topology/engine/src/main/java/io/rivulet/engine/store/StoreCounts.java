package io.rivulet.engine.store;

import io.rivulet.engine.fold.Progress;

/**
 * What the records of a partition came to, from the beginning of its log, and what this node wrote of it.
 *
 * @param accepted records that are events
 * @param duplicates records that repeat one
 * @param refused records that are no events
 * @param quarantined records that could not be read
 * @param streams that have an event
 * @param rowsWritten since the store was opened
 */
public record StoreCounts(
        long accepted, long duplicates, long refused, long quarantined, long streams, long rowsWritten) {

    static StoreCounts of(Progress progress, long rowsWritten) {
        return new StoreCounts(
                progress.accepted(),
                progress.duplicates(),
                progress.refused(),
                progress.quarantined(),
                progress.streams(),
                rowsWritten);
    }
}
