package io.rivulet.engine.query;

import io.rivulet.api.StreamPath;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of the list of streams.
 *
 * @param next the path to go on after, or null when this was the last page
 * @param total how many streams the namespace has on this node's partitions, whatever the page
 */
public record StreamPage(List<Entry> streams, @Nullable StreamPath next, long total) {

    public static final int MAX_LIMIT = 1000;

    public StreamPage {
        streams = List.copyOf(streams);
    }

    /**
     * A stream.
     *
     * @param count how many events it has
     * @param createdAt milliseconds since the epoch
     */
    public record Entry(StreamPath path, long count, Head head, long createdAt) {}
}
