package io.rivulet.benchmarks.stock;

import io.rivulet.api.CoreEvents;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * A row of the feed: consecutive events of one type (FD-10 to FD-13), named by their positions.
 *
 * @param count how many events, from 1 to {@value #MAX_EVENTS}
 */
record FeedRow(String type, long firstIndex, long firstOffset, long lastOffset, int count) {

    static final int MAX_EVENTS = 200;

    private static final Set<String> SINGLETONS =
            Set.of(CoreEvents.CREATED, CoreEvents.WOKEN, CoreEvents.CHILD_STREAM_CREATED);

    static FeedRow open(String type, long index, long offset) {
        return new FeedRow(type, index, offset, offset, 1);
    }

    /** Whether an event of a type belongs into this row rather than into a new one. */
    boolean takes(String eventType) {
        return count < MAX_EVENTS && type.equals(eventType) && !SINGLETONS.contains(type);
    }

    FeedRow with(long offset) {
        return new FeedRow(type, firstIndex, firstOffset, offset, count + 1);
    }

    byte[] toBytes() {
        byte[] name = type.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(3 * Long.BYTES + Integer.BYTES + name.length)
                .putLong(firstIndex)
                .putLong(firstOffset)
                .putLong(lastOffset)
                .putInt(count)
                .put(name)
                .array();
    }

    /** Reads a row that stands at the end of the bytes. */
    static FeedRow read(ByteBuffer in) {
        long firstIndex = in.getLong();
        long firstOffset = in.getLong();
        long lastOffset = in.getLong();
        int count = in.getInt();
        String type = new String(in.array(), in.arrayOffset() + in.position(), in.remaining(), StandardCharsets.UTF_8);
        return new FeedRow(type, firstIndex, firstOffset, lastOffset, count);
    }
}
