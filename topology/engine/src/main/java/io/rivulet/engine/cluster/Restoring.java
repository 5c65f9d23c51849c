package io.rivulet.engine.cluster;

/**
 * How far a restore is, and how fast it has been in the last seconds: how it began tells little of how it goes on, since a process that
 * has just started runs slowly. Immutable.
 *
 * @param from the offset that it began at
 * @param to the offset that it goes to, exclusive
 * @param at the next offset, and when it was come to
 * @param earlier where it was a while ago
 * @param later where it was after that; it takes the place of the earlier mark when it is as old
 */
record Restoring(long from, long to, Mark at, Mark earlier, Mark later) {

    /** The pace is that of one to two of these: partitions that are restored together take turns. */
    private static final long SPAN_MILLIS = 1_500;

    /** An offset, and when it was come to, in milliseconds. */
    private record Mark(long offset, long millis) {}

    static Restoring begin(long from, long to, long nowMillis) {
        Mark mark = new Mark(from, nowMillis);
        return new Restoring(from, to, mark, mark, mark);
    }

    Restoring moved(long newAt, long newTo, long nowMillis) {
        Mark mark = new Mark(newAt, nowMillis);
        return nowMillis - later.millis() < SPAN_MILLIS
                ? new Restoring(from, newTo, mark, earlier, later)
                : new Restoring(from, newTo, mark, later, mark);
    }

    /** How many offsets are left. */
    long left() {
        return to - at.offset();
    }

    /** The time since the last move does not count, unless it is long. */
    PartitionStatus.Restore status(long nowMillis) {
        long millis = Math.max(at.millis(), nowMillis - SPAN_MILLIS) - earlier.millis();
        double pace = millis <= 0 ? 0 : (at.offset() - earlier.offset()) * 1000.0 / millis;
        return new PartitionStatus.Restore(from, to, at.offset(), pace);
    }
}
