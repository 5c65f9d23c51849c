package io.rivulet.client.connection;

import java.time.Duration;

/**
 * How long to wait before the next attempt: 250 ms, twice as long after each failure, at most 30 s, for ever (BR-41,
 * BR-44). Only {@linkplain #succeeded() success} with what is attempted shortens it again, not a connection alone
 * (BR-43). Not for more than one thread.
 */
public final class BackOff {

    /** After so many failures in a row the delay grows no more. */
    public static final int FAILURES_TO_LONGEST = 8;

    private static final Duration FIRST = Duration.ofMillis(250);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final Duration longest;
    private int failures;

    public BackOff() {
        this(LONGEST);
    }

    private BackOff(Duration longest) {
        this.longest = longest;
    }

    /** One that grows no longer than this. */
    public static BackOff atMost(Duration longest) {
        return new BackOff(longest);
    }

    /** Counts a failure, and answers how long to wait after it. */
    public Duration afterFailure() {
        failures++;
        return delay();
    }

    /** How long the wait was after the last failure; after none, the shortest that there is. */
    public Duration delay() {
        int doublings = Math.min(Math.max(failures, 1), FAILURES_TO_LONGEST) - 1;
        Duration delay = FIRST.multipliedBy(1L << doublings);
        return delay.compareTo(longest) < 0 ? delay : longest;
    }

    /** Failures since the last success. */
    public int failures() {
        return failures;
    }

    public void succeeded() {
        failures = 0;
    }
}
