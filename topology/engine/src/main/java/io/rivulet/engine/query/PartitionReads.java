package io.rivulet.engine.query;

import io.rivulet.api.StreamPath;
import io.rivulet.engine.store.PartitionReader;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** Puts the reads of a stream to the partition that it lies in. */
public final class PartitionReads implements StreamReads {

    private final String namespace;
    private final ToIntFunction<byte[]> partitionOf;
    private final Asking asking;

    /** How a partition is asked: its owner, or any copy. */
    public interface Asking {

        <R> Answer<R> ask(int partition, Function<PartitionReader, @Nullable R> body);
    }

    /** @param partitionOf the partition of a path */
    public PartitionReads(String namespace, ToIntFunction<byte[]> partitionOf, Asking asking) {
        this.namespace = namespace;
        this.partitionOf = partitionOf;
        this.asking = asking;
    }

    @Override
    public Answer<EventPage> events(StreamPath path, EventQuery query) {
        return ask(path, (reader, key) -> StreamQueries.events(reader, key, query));
    }

    @Override
    public Answer<MirrorPage> mirror(StreamPath path, MirrorQuery query) {
        return ask(path, (reader, key) -> StreamQueries.mirror(reader, key, query));
    }

    @Override
    public Answer<EventView> eventAt(StreamPath path, long offset) {
        return ask(path, (reader, key) -> StreamQueries.eventAt(reader, key, offset));
    }

    @Override
    public Answer<EventView> eventWithKey(StreamPath path, String idempotencyKey) {
        return ask(path, (reader, key) -> StreamQueries.eventWithKey(reader, key, idempotencyKey));
    }

    @Override
    public Answer<FeedPage> feed(StreamPath path, long from, int limit) {
        requireFrom(from);
        EventQuery.requireLimit(limit, FeedPage.MAX_LIMIT);
        return ask(path, (reader, key) -> StreamQueries.feed(reader, key, from, limit));
    }

    @Override
    public Answer<ChildPage> children(StreamPath path, long after, int limit) {
        requireFrom(after + 1);
        EventQuery.requireLimit(limit, ChildPage.MAX_LIMIT);
        return ask(path, (reader, key) -> StreamQueries.children(reader, key, after, limit));
    }

    @Override
    public Answer<StateView> state(StreamPath path) {
        return ask(path, (reader, key) -> StreamQueries.state(reader, key, namespace));
    }

    /** A question about a stream. */
    private interface StreamQuestion<R> {
        @Nullable
        R ask(PartitionReader reader, byte[] key);
    }

    private <R> Answer<R> ask(StreamPath path, StreamQuestion<R> question) {
        byte[] key = path.toKey();
        return asking.ask(partitionOf.applyAsInt(key), reader -> question.ask(reader, key));
    }

    private static void requireFrom(long from) {
        if (from < 0) {
            throw new IllegalArgumentException("from is a position, not negative; it was " + from);
        }
    }
}
