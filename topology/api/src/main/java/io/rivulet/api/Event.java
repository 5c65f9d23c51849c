package io.rivulet.api;

import io.rivulet.api.EventInput.Source;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A fact in a stream: what was offered, and what the stream made of it (EV-3).
 *
 * @param offset Kafka's offset of its record: monotone within the stream, not dense
 * @param index its dense position in the stream's present life, from 0
 * @param payload as given, byte for byte, or null for none
 * @param createdAt the record's time. It may go backwards from one event to the next (AP-15)
 * @param idempotencyKey the key it was offered with, or null
 * @param metadata a JSON object as text, or null
 * @param source the processor that emitted it, or null
 */
public record Event(
        StreamId stream,
        long offset,
        long index,
        String type,
        @Nullable Payload payload,
        Instant createdAt,
        @Nullable String idempotencyKey,
        @Nullable String metadata,
        @Nullable Source source) {

    public Event {
        if (offset < 0 || index < 0) {
            throw new IllegalArgumentException("offset and index are from 0, they were " + offset + " and " + index);
        }
    }
}
