package io.rivulet.engine.cluster;

/**
 * How far a restore is, and how fast it has been in the last seconds: how it began tells little of how it goes on, since a process that
 * has just started runs slowly. Immutable.
 *
 * @param from the offset that it began at
 * @param to the offset that it goes to, exclusive
 * @param at the next offset
 * @param earlier where it was a while ago
 * @param later where it was when it was looked last, which takes the place of the earlier look when it has its age
 */
record Restoring(long from, long to, long at, Mark earlier, Mark later) {

    /** The pace is that of one to two of these. */
    private static final long SPAN_MILLIS = 1_000;

    /** An offset, and when it was come to, in milliseconds. */
    private record Mark(long at, long millis) {}

    static Restoring begin(long from, long to, long nowMillis) {
        Mark mark = new Mark(from, nowMillis);
        return new Restoring(from, to, from, mark, mark);
    }

    Restoring moved(long newAt, long newTo, long nowMillis) {
        return nowMillis - later.millis() < SPAN_MILLIS
                ? new Restoring(from, newTo, newAt, earlier, later)
                : new Restoring(from, newTo, newAt, later, new Mark(newAt, nowMillis));
    }

    PartitionStatus.Restore status(long nowMillis) {
        long millis = nowMillis - earlier.millis();
        double pace = millis <= 0 ? 0 : (at - earlier.at()) * 1000.0 / millis;
        return new PartitionStatus.Restore(from, to, at, pace);
    }
}
