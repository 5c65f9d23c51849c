package io.rivulet.engine.lane;

/**
 * The lanes of one share on this node, counted.
 *
 * @param kind what runs on them: {@code processor}, {@code webhook} or {@code topic}
 * @param queued lanes that wait for a worker
 * @param running batches under way
 * @param overdue batches under way that take longer than they may
 * @param failing lanes that wait to try again
 * @param parked lanes that have failed too often
 * @param waitedMillis how long the lane has waited whose turn is next, 0 if none waits
 * @param lag events that were left when each of these lanes was last looked at
 * @param batches taken since the node was started
 * @param events taken since the node was started
 * @param failures since the node was started
 */
public record LaneCounts(
        String kind,
        int queued,
        int running,
        int overdue,
        int failing,
        int parked,
        long waitedMillis,
        long lag,
        long batches,
        long events,
        long failures) {

    /** The sum with another share of the same kind. */
    public LaneCounts and(LaneCounts other) {
        return new LaneCounts(
                kind,
                queued + other.queued,
                running + other.running,
                overdue + other.overdue,
                failing + other.failing,
                parked + other.parked,
                Math.max(waitedMillis, other.waitedMillis),
                lag + other.lag,
                batches + other.batches,
                events + other.events,
                failures + other.failures);
    }

    LaneCounts plus(LaneStatus status, long moreLag) {
        return new LaneCounts(
                kind,
                queued,
                running,
                overdue + (status.isOverdue() ? 1 : 0),
                failing + (status.state() == LaneStatus.State.FAILING ? 1 : 0),
                parked + (status.state() == LaneStatus.State.PARKED ? 1 : 0),
                waitedMillis,
                lag + moreLag,
                batches,
                events,
                failures);
    }
}
