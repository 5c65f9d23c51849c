package io.rivulet.api;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The payload of an event: bytes as given, kept byte for byte and never re-serialised, and their media type.
 *
 * <p>The array is not copied, neither in nor out; nobody writes to it.
 */
public final class Payload {

    /** The media type of payloads that arrive as JSON. */
    public static final String JSON = "application/json";

    private final String contentType;
    private final byte[] bytes;

    public Payload(String contentType, byte[] bytes) {
        this.contentType = contentType;
        this.bytes = bytes;
    }

    /** A payload of JSON text. That the text is JSON is the caller's promise. */
    public static Payload json(String text) {
        return new Payload(JSON, text.getBytes(StandardCharsets.UTF_8));
    }

    public String contentType() {
        return contentType;
    }

    public byte[] bytes() {
        return bytes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Payload that
                && contentType.equals(that.contentType)
                && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return 31 * contentType.hashCode() + Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return contentType + ", " + bytes.length + " bytes";
    }
}
