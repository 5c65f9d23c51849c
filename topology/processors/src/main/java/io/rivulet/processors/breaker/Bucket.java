package io.rivulet.processors.breaker;

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
 */
record Bucket(double availableTokens, @Nullable Long lastRefillMs, long burstCapacity, long refillRatePerMinute) {

    private static final double MS_PER_MINUTE = 60_000;

    /** CB-3. */
    Bucket configured(Limits limits, Instant at) {
        return new Bucket(
                limits.burstCapacity(), at.toEpochMilli(), limits.burstCapacity(), limits.refillRatePerMinute());
    }

    /** CB-4. */
    Bucket filled(Instant at) {
        return new Bucket(burstCapacity, at.toEpochMilli(), burstCapacity, refillRatePerMinute);
    }

    /** CB-5. An event that is older than the last one puts nothing back, and takes nothing but its token (CB-6). */
    Bucket spent(Instant at) {
        return new Bucket(refilled(at) - 1, at.toEpochMilli(), burstCapacity, refillRatePerMinute);
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
