package io.rivulet.processors.breaker;

import io.rivulet.api.Event;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A bucket of tokens: each event spends one, time puts some back. It knows no clock but the times of events, so that the same
 * events always leave the same bucket (CB-9).
 *
 * @param availableTokens what is left; a fraction too, and below zero when events came too fast (CB-5, CB-7)
 * @param lastRefillMs the time of the event that it was last refilled by, in milliseconds since 1970, or null for none yet
 * @param burstCapacity the most it holds
 * @param refillRatePerMinute what a minute puts back
 * @param filledAt the offset of the event that last filled it to the brim, {@link #NEVER} for none
 */
record Bucket(
        double availableTokens,
        @Nullable Long lastRefillMs,
        long burstCapacity,
        long refillRatePerMinute,
        long filledAt) {

    static final long NEVER = -1;

    private static final double MS_PER_MINUTE = 60_000;

    /** CB-3. */
    Bucket configured(Limits limits, Event event) {
        return full(limits.burstCapacity(), limits.refillRatePerMinute(), event);
    }

    /** CB-4. */
    Bucket filled(Event event) {
        return full(burstCapacity, refillRatePerMinute, event);
    }

    private static Bucket full(long capacity, long rate, Event event) {
        return new Bucket(capacity, event.createdAt().toEpochMilli(), capacity, rate, event.offset());
    }

    /** CB-5. An event that is older than the last one puts nothing back, and takes nothing but its token (CB-6). */
    Bucket spent(Instant at) {
        return new Bucket(refilled(at) - 1, at.toEpochMilli(), burstCapacity, refillRatePerMinute, filledAt);
    }

    /** CB-7: an empty bucket is fine. */
    boolean isInDeficit() {
        return availableTokens < 0;
    }

    private double refilled(Instant at) {
        if (lastRefillMs == null) {
            return (double) burstCapacity;
        }
        long elapsedMs = Math.max(0, at.toEpochMilli() - lastRefillMs);
        double refill = (double) elapsedMs * (double) refillRatePerMinute / MS_PER_MINUTE;
        return Math.min((double) burstCapacity, availableTokens + refill);
    }
}
