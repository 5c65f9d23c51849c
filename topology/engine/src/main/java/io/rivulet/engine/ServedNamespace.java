package io.rivulet.engine;

import io.rivulet.api.EventInput;
import io.rivulet.api.StreamPath;
import io.rivulet.engine.append.AppendResult;
import io.rivulet.engine.append.Appends;
import io.rivulet.engine.cluster.Ownership;
import io.rivulet.engine.query.Answer;
import io.rivulet.engine.query.Asker;
import io.rivulet.engine.query.EventPage;
import io.rivulet.engine.query.EventQuery;
import io.rivulet.engine.query.FeedPage;
import io.rivulet.engine.query.MirrorPage;
import io.rivulet.engine.query.NamespaceQueries;
import io.rivulet.engine.query.PartitionDigest;
import io.rivulet.engine.query.QuarantinedRecord;
import io.rivulet.engine.query.StateView;
import io.rivulet.engine.query.StreamPage;
import io.rivulet.engine.query.StreamQueries;
import io.rivulet.engine.tail.Tail;
import io.rivulet.engine.tail.TailSink;
import io.rivulet.engine.tail.Tails;
import io.rivulet.wire.Partitions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.jspecify.annotations.Nullable;

/** A namespace that this node runs: hands each call to the part that does it. */
final class ServedNamespace implements Namespace, AutoCloseable {

    private final String name;
    private final String topic;
    private final int partitions;
    private final Parts parts;
    private final NamespaceQueries queries;

    /** What a namespace is made of; closed with it. */
    record Parts(
            KafkaStreams streams, Asker asker, Appends appends, Tails tails, Ownership ownership, Failures failures) {}

    ServedNamespace(String name, String topic, int partitions, Parts parts) {
        this.name = name;
        this.topic = topic;
        this.partitions = partitions;
        this.parts = parts;
        queries = new NamespaceQueries(parts.asker(), partitions);
    }

    void start() {
        parts.streams().start();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String topic() {
        return topic;
    }

    @Override
    public CompletableFuture<AppendResult> append(StreamPath path, List<EventInput> events) {
        return parts.appends().appender().append(path, events);
    }

    @Override
    public Answer<EventPage> events(StreamPath path, EventQuery query) {
        byte[] key = path.toKey();
        return parts.asker().ask(partitionOf(key), reader -> StreamQueries.events(reader, key, query));
    }

    @Override
    public Answer<MirrorPage> mirror(StreamPath path, long from, int limit, @Nullable String type) {
        requireFrom(from);
        EventQuery.requireLimit(limit, EventQuery.MAX_LIMIT);
        byte[] key = path.toKey();
        return parts.asker().ask(partitionOf(key), reader -> StreamQueries.mirror(reader, key, from, limit, type));
    }

    @Override
    public Answer<FeedPage> feed(StreamPath path, long from, int limit) {
        requireFrom(from);
        EventQuery.requireLimit(limit, FeedPage.MAX_LIMIT);
        byte[] key = path.toKey();
        return parts.asker().ask(partitionOf(key), reader -> StreamQueries.feed(reader, key, from, limit));
    }

    @Override
    public Answer<StateView> state(StreamPath path) {
        byte[] key = path.toKey();
        return parts.asker().ask(partitionOf(key), reader -> StreamQueries.state(reader, key, name));
    }

    @Override
    public Answer<StreamPage> streams(StreamPath under, @Nullable StreamPath after, int limit) {
        EventQuery.requireLimit(limit, StreamPage.MAX_LIMIT);
        return queries.streams(under, after, limit);
    }

    @Override
    public Answer<List<QuarantinedRecord>> quarantine(int limit) {
        EventQuery.requireLimit(limit, EventQuery.MAX_LIMIT);
        return queries.quarantine(limit);
    }

    @Override
    public Answer<List<PartitionDigest>> digests() {
        return queries.digests();
    }

    @Override
    public Tail tail(StreamPath path, long after, TailSink sink) {
        return parts.tails().open(path, after, sink);
    }

    @Override
    public Readiness readiness() {
        State state = parts.streams().state();
        if (state == State.ERROR || state == State.PENDING_ERROR) {
            return new Readiness(Readiness.State.FAILED, parts.failures().last());
        }
        if (state != State.RUNNING) {
            return new Readiness(
                    Readiness.State.STARTING,
                    "Kafka Streams is " + state + "; the group is being joined or the store restored");
        }
        long behind = parts.ownership().behind();
        return behind > 0
                ? new Readiness(Readiness.State.RESTORING, behind + " records are still to be folded")
                : new Readiness(Readiness.State.SERVING, "");
    }

    /** Leaves the group, so that others take over at once; answers what waits; flushes. */
    @Override
    public void close() {
        parts.streams()
                .close(CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)
                        .withTimeout(Duration.ofSeconds(30)));
        parts.tails().close();
        parts.appends().close();
    }

    private int partitionOf(byte[] key) {
        return Partitions.of(key, partitions);
    }

    private static void requireFrom(long from) {
        if (from < 0) {
            throw new IllegalArgumentException("from is a position, not negative; it was " + from);
        }
    }
}
