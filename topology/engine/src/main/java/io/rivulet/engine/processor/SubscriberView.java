package io.rivulet.engine.processor;

import io.rivulet.engine.lane.LaneStatus;
import io.rivulet.engine.store.Snapshot;
import org.jspecify.annotations.Nullable;

/**
 * A subscriber of a stream, as operators see it (PR-50).
 *
 * @param name slug or key of the subscription
 * @param kind {@code processor}, {@code webhook} or {@code topic}
 * @param version of its code, empty if it has none
 * @param snapshot what a processor has reduced the stream to, or null; it may be of an older version
 * @param checkpoint the offset that its effects have come to, -1 for none
 * @param lag how many events it has not taken
 */
public record SubscriberView(
        String name,
        String kind,
        String version,
        @Nullable Snapshot snapshot,
        long checkpoint,
        long lag,
        LaneStatus status) {}
