package io.rivulet.engine.fold;

/**
 * A configured subscription: the newest configuration of its key (CS-7).
 *
 * @param offset of the event that configured it
 * @param createdAt of that event, milliseconds since the epoch
 * @param subscriber a JSON object of the {@code type} {@code processor}, {@code webhook} or {@code topic}; only the members that
 *     the type has, texts trimmed (EV-9)
 */
public record SubscriptionEntry(String key, long offset, long createdAt, String subscriber) {

    byte[] encode() {
        return new Bytes(64)
                .putVarint(offset)
                .putLong(createdAt)
                .putSized(subscriber)
                .toArray();
    }

    public static SubscriptionEntry decode(String key, byte[] value) {
        Reader in = new Reader(value);
        return new SubscriptionEntry(key, in.readVarint(), in.readLong(), in.readText());
    }
}
