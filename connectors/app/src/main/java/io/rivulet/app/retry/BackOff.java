package io.rivulet.app.retry;

import java.time.Duration;

/**
 * How long to wait before the next attempt: 250 ms, twice as long after each failure, at most 30 s, for ever (BR-41,
 * BR-44). Only {@linkplain #succeeded() success} with what is attempted shortens it again, not a connection alone
 * (BR-43).
 */
public final class BackOff {

    private static final Duration FIRST = Duration.ofMillis(250);
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final int MOST_DOUBLINGS = 7;

    private int failures;

    /** Counts a failure. */
    public Duration afterFailure() {
        Duration delay = FIRST.multipliedBy(1L << Math.min(failures, MOST_DOUBLINGS));
        failures++;
        return delay.compareTo(LONGEST) < 0 ? delay : LONGEST;
    }

    public void succeeded() {
        failures = 0;
    }
}
