package io.rivulet.client.model;

import io.rivulet.api.EventInput.Source;
import io.rivulet.api.Payload;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * An event as a node serves it (EV-1). Immutable. Two are equal when they are the same text.
 *
 * <p>It holds the bytes that the node sent, and cuts payload and metadata out of them when asked.
 */
public final class StreamEvent {

    private static final String BINARY = "application/octet-stream";

    private final byte[] json;
    private final long offset;
    private final long index;
    private final String type;
    private final Instant createdAt;
    private final @Nullable String idempotencyKey;
    private final @Nullable Source source;
    private final Slice metadata;
    private final Slice payload;
    private final boolean isBinary;

    StreamEvent(EventFields fields, byte[] json) {
        this.json = json;
        offset = fields.offset;
        index = fields.index;
        type = fields.type;
        createdAt = fields.createdAt;
        idempotencyKey = fields.idempotencyKey;
        source = fields.source;
        metadata = fields.metadata;
        payload = fields.payload;
        isBinary = fields.isBinary;
    }

    /** Where a value lies in the event's text. */
    record Slice(int from, int to) {

        static final Slice NONE = new Slice(0, 0);

        boolean isNone() {
            return to == 0;
        }
    }

    /** The Kafka offset of its record: rising within the stream, with gaps. What to resume after. */
    public long offset() {
        return offset;
    }

    /** Its position in the stream, from 0, without gaps. */
    public long index() {
        return index;
    }

    public String type() {
        return type;
    }

    public Instant createdAt() {
        return createdAt;
    }

    public @Nullable String idempotencyKey() {
        return idempotencyKey;
    }

    public @Nullable Source source() {
        return source;
    }

    /** A JSON object as text, or null. */
    public @Nullable String metadata() {
        return metadata.isNone() ? null : new String(cut(metadata), StandardCharsets.UTF_8);
    }

    /**
     * The payload, or null for none: JSON byte for byte as it was appended. What a foreign producer wrote and is not JSON is a JSON
     * string if it is text, and otherwise bytes of the type {@code application/octet-stream}.
     */
    public @Nullable Payload payload() {
        if (payload.isNone()) {
            return null;
        }
        byte[] bytes = cut(payload);
        return isBinary
                ? new Payload(BINARY, Base64.getDecoder().decode(Arrays.copyOfRange(bytes, 1, bytes.length - 1)))
                : new Payload(Payload.JSON, bytes);
    }

    /** The event as the node sent it, character by character, on one line. */
    public String json() {
        return new String(json, StandardCharsets.UTF_8);
    }

    private byte[] cut(Slice slice) {
        return Arrays.copyOfRange(json, slice.from(), slice.to());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof StreamEvent that && Arrays.equals(json, that.json);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(json);
    }

    @Override
    public String toString() {
        return json();
    }
}
