package io.rivulet.testkit;

import java.util.Comparator;

/**
 * Where a row of an event lies.
 *
 * @param stream id of its stream, 0 for a birth or a quarantined record
 * @param first index of the event, number of the feed's row, high half of the hash, or offset
 * @param second low half of the hash, or 0
 */
public record RowKey(Family family, long stream, long first, long second) implements Comparable<RowKey> {

    /** The kinds of rows that are written once and never changed. */
    public enum Family {
        MIRROR,
        FEED,
        KEYS,
        TYPES,
        BIRTHS,
        QUARANTINE;

        /** Whether its rows go with the life of a stream. */
        boolean isOfStream() {
            return this != BIRTHS && this != QUARANTINE;
        }
    }

    private static final Comparator<RowKey> ORDER = Comparator.comparing(RowKey::family)
            .thenComparingLong(RowKey::stream)
            .thenComparingLong(RowKey::first)
            .thenComparingLong(RowKey::second);

    @Override
    public int compareTo(RowKey other) {
        return ORDER.compare(this, other);
    }
}
