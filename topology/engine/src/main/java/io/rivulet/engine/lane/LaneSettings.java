package io.rivulet.engine.lane;

import java.time.Duration;

/**
 * How lanes run and what happens when they fail.
 *
 * @param batchEvents most events of one batch
 * @param batchTimeout after so long a worker in a batch is interrupted
 * @param maxFailures after so many failures in a row the lane is parked
 * @param backOff the first pause after a failure; doubled each time
 * @param maxBackOff the longest pause
 * @param parkedRetry after so long a parked lane is tried once more
 */
public record LaneSettings(
        int batchEvents,
        Duration batchTimeout,
        int maxFailures,
        Duration backOff,
        Duration maxBackOff,
        Duration parkedRetry) {

    /** The pause after so many failures in a row: exponential, and up to half of it more by chance (C2). */
    Duration pause(int failures, double chance) {
        long doubled = backOff.toMillis() << Math.min(failures - 1, 20);
        long bounded = Math.min(maxBackOff.toMillis(), Math.max(doubled, 1));
        return Duration.ofMillis(bounded + (long) (bounded * chance / 2));
    }
}
