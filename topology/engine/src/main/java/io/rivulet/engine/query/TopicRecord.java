package io.rivulet.engine.query;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record as it lies in the topic.
 *
 * @param timestamp milliseconds since the epoch
 * @param key its bytes, or null
 * @param value its bytes, or null
 */
public record TopicRecord(
        int partition,
        long offset,
        long timestamp,
        byte @Nullable [] key,
        List<Header> headers,
        byte @Nullable [] value) {

    /**
     * A header.
     *
     * @param value its bytes, or null
     */
    public record Header(String name, byte @Nullable [] value) {}

    public TopicRecord {
        headers = List.copyOf(headers);
    }
}
