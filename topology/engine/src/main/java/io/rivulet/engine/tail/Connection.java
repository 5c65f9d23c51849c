package io.rivulet.engine.tail;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How an open subscription does (AP-42).
 *
 * @param key its key, or the id that it was given
 * @param isNamed whether the subscriber gave the key, and the stream was told
 * @param startedAt when it was opened
 * @param cursor the offset up to which events were handed over; {@link Subscription#LIVE} before it began
 * @param batches how many were handed over
 * @param events how many were handed over
 * @param lastDeliveryAt when the last batch was handed over, or null
 */
public record Connection(
        String key,
        boolean isNamed,
        Instant startedAt,
        long cursor,
        long batches,
        long events,
        @Nullable Instant lastDeliveryAt) {

    /** As seen from the stream: the subscriber connected in. */
    public static final String DIRECTION = "inbound";
}
