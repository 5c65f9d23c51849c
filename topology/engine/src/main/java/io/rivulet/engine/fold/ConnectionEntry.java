package io.rivulet.engine.fold;

import org.jspecify.annotations.Nullable;

/**
 * An open connection, as the stream's facts have it (CS-8).
 *
 * @param offset of the event that told of it
 * @param direction {@code inbound} or {@code outbound}
 * @param subscriber its description of itself, a JSON object, or null (CS-13)
 */
public record ConnectionEntry(String key, long offset, String direction, @Nullable String subscriber) {

    boolean isOutbound() {
        return direction.equals("outbound");
    }

    byte[] encode() {
        Bytes out = new Bytes(64).putVarint(offset).putSized(direction);
        return (subscriber == null ? out.put(0) : out.put(1).putSized(subscriber)).toArray();
    }

    public static ConnectionEntry decode(String key, byte[] value) {
        Reader in = new Reader(value);
        return new ConnectionEntry(key, in.readVarint(), in.readText(), in.read() == 0 ? null : in.readText());
    }
}
