package io.rivulet.engine.lane;

import io.rivulet.engine.fold.StreamRow;
import org.jspecify.annotations.Nullable;

/**
 * Someone whom the events of streams are handed to: a processor, a webhook, a topic, each under one configuration. It may
 * serve many streams at a time. Any thread.
 */
public interface Subscriber {

    /** What the lane is called in its stream; checkpoints lie under it. Different for different kinds of subscribers. */
    String lane();

    /** What it is: {@code processor}, {@code webhook} or {@code topic}. */
    String kind();

    /** The version of its code; empty if it has none. */
    default String version() {
        return "";
    }

    /** The name that people know it by: a slug, or the key of a subscription. */
    String name();

    /** Whose workers it takes. Lanes of one share hold up each other at the worst, and nobody else. */
    String share();

    /** How many batches of its share may be under way at one time. */
    int width();

    /** Changes with the version or the configuration. A lane that is parked is tried again when it does. */
    String revision();

    /** What the streams that it serves are told of it, or null for nothing. */
    default @Nullable Introduction introduction() {
        return null;
    }

    /**
     * Opens a stream at the place where the subscriber has come to. On a worker; may block for a few look-ups.
     *
     * @throws RuntimeException which counts as a failure of the lane
     */
    Session open(OwnedPartition partition, StreamRow stream);
}
