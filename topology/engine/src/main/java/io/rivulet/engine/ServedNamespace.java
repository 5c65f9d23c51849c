package io.rivulet.engine;

import io.rivulet.api.EventInput;
import io.rivulet.api.StreamPath;
import io.rivulet.engine.announce.Announcements;
import io.rivulet.engine.announce.Announcer;
import io.rivulet.engine.append.AppendResult;
import io.rivulet.engine.append.AppendResult.Written;
import io.rivulet.engine.append.Appends;
import io.rivulet.engine.cluster.Address;
import io.rivulet.engine.cluster.EndOffsets;
import io.rivulet.engine.cluster.Ownership;
import io.rivulet.engine.cluster.Ownership.Reached;
import io.rivulet.engine.cluster.PartitionStatus;
import io.rivulet.engine.cluster.Placement;
import io.rivulet.engine.cluster.Placements;
import io.rivulet.engine.fold.FoldSettings;
import io.rivulet.engine.lane.LaneCounts;
import io.rivulet.engine.lane.ParkedLane;
import io.rivulet.engine.lane.Watch;
import io.rivulet.engine.processor.Host;
import io.rivulet.engine.processor.SubscriberView;
import io.rivulet.engine.query.Answer;
import io.rivulet.engine.query.Asker;
import io.rivulet.engine.query.ChildPage;
import io.rivulet.engine.query.EventPage;
import io.rivulet.engine.query.EventQuery;
import io.rivulet.engine.query.EventView;
import io.rivulet.engine.query.FeedPage;
import io.rivulet.engine.query.Freshness;
import io.rivulet.engine.query.MirrorPage;
import io.rivulet.engine.query.MirrorQuery;
import io.rivulet.engine.query.NamespaceQueries;
import io.rivulet.engine.query.PartitionDigest;
import io.rivulet.engine.query.PartitionReads;
import io.rivulet.engine.query.QuarantinePage;
import io.rivulet.engine.query.QuarantinedRecord;
import io.rivulet.engine.query.Settled;
import io.rivulet.engine.query.StateView;
import io.rivulet.engine.query.StreamPage;
import io.rivulet.engine.query.StreamQueries;
import io.rivulet.engine.query.StreamReads;
import io.rivulet.engine.query.TopicRecord;
import io.rivulet.engine.tail.Connection;
import io.rivulet.engine.tail.Subscription;
import io.rivulet.engine.tail.Tail;
import io.rivulet.engine.tail.TailSink;
import io.rivulet.engine.tail.Tails;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A namespace that this node runs: hands each call to the part that does it. */
final class ServedNamespace implements Namespace, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ServedNamespace.class);
    private static final long NO_END = -1;

    private static final Duration DRAIN = Duration.ofSeconds(2);
    private static final Duration CLOSE = Duration.ofSeconds(30);

    private final String name;
    private final String topic;
    private final FoldSettings fold;
    private final Parts parts;
    private final StreamReads owned;
    private final StreamReads copies;
    private final NamespaceQueries queries;
    private volatile boolean hasRun;

    /** What a namespace is made of; closed with it. */
    record Parts(
            KafkaStreams streams,
            Asker asker,
            Appends appends,
            Tails tails,
            Ownership ownership,
            Placements placements,
            EndOffsets ends,
            RecordLookup records,
            Failures failures,
            Host host,
            Announcer announcer,
            Address self) {}

    ServedNamespace(String name, String topic, FoldSettings fold, Parts parts) {
        this.name = name;
        this.topic = topic;
        this.fold = fold;
        this.parts = parts;
        owned = new PartitionReads(name, fold::partitionOf, parts.asker()::ask);
        copies = new PartitionReads(name, fold::partitionOf, parts.asker()::askCopy);
        queries = new NamespaceQueries(parts.asker());
    }

    void start() {
        parts.streams().setStateListener((now, before) -> hasRun |= now == State.RUNNING);
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
    public Answer<Settled> outcome(StreamPath path, List<Written> records) {
        byte[] key = path.toKey();
        int partition = fold.partitionOf(key);
        Answer<Settled> answer = parts.asker().ask(partition, reader -> StreamQueries.outcome(reader, key, records));
        return answer instanceof Answer.Absent<Settled>
                ? new Answer.Restoring<>("Partition " + partition + " has not folded the records yet")
                : answer;
    }

    @Override
    public Answer<EventPage> events(StreamPath path, EventQuery query) {
        return owned.events(path, query);
    }

    @Override
    public Answer<MirrorPage> mirror(StreamPath path, MirrorQuery query) {
        return owned.mirror(path, query);
    }

    @Override
    public Answer<EventView> eventAt(StreamPath path, long offset) {
        return owned.eventAt(path, offset);
    }

    @Override
    public Answer<EventView> eventWithKey(StreamPath path, String idempotencyKey) {
        return owned.eventWithKey(path, idempotencyKey);
    }

    @Override
    public Answer<FeedPage> feed(StreamPath path, long from, int limit) {
        return owned.feed(path, from, limit);
    }

    @Override
    public Answer<ChildPage> children(StreamPath path, long after, int limit) {
        return owned.children(path, after, limit);
    }

    @Override
    public Answer<StateView> state(StreamPath path) {
        return owned.state(path);
    }

    @Override
    public StreamReads copies() {
        return copies;
    }

    @Override
    public Answer<StreamPage> streams(
            Collection<Integer> asked, StreamPath under, @Nullable StreamPath after, int limit) {
        EventQuery.requireLimit(limit, StreamPage.MAX_LIMIT);
        return queries.streams(asked, under, after, limit);
    }

    @Override
    public Answer<QuarantinePage> quarantine(Map<Integer, Long> below, int limit) {
        EventQuery.requireLimit(limit, EventQuery.MAX_LIMIT);
        return queries.quarantine(below, limit);
    }

    @Override
    public Answer<QuarantinedRecord> quarantined(int partition, long offset) {
        return queries.quarantined(partition, offset);
    }

    @Override
    public Answer<TopicRecord> record(int partition, long offset, Duration within) {
        return parts.records().read(partition, offset, within);
    }

    @Override
    public Answer<List<PartitionDigest>> digests(Collection<Integer> asked) {
        return queries.digests(asked);
    }

    @Override
    public int partitions() {
        return fold.partitions();
    }

    @Override
    public int partitionOf(StreamPath path) {
        return fold.partitionOf(path.toKey());
    }

    @Override
    public Placement placement(int partition) {
        return new Placement(
                parts.ownership().serving(partition).isPresent(),
                parts.placements().owner(partition),
                parts.placements().standBys(partition));
    }

    @Override
    public boolean hasCopy(int partition, long minOffset) {
        return parts.ownership()
                .copy(partition)
                .filter(store -> store.applied() >= minOffset)
                .isPresent();
    }

    @Override
    public CompletionStage<Answer<Long>> await(int partition, Freshness freshness, Duration within) {
        Duration rest = within.isNegative() ? Duration.ZERO : within;
        CompletableFuture<Long> end = freshness.isLinearizable()
                ? parts.ends()
                        .ask(partition)
                        .copy()
                        .thenApply(barrier -> Math.max(barrier, freshness.minOffset() + 1))
                        .completeOnTimeout(NO_END, rest.toMillis(), TimeUnit.MILLISECONDS)
                        .exceptionally(failure -> NO_END)
                : CompletableFuture.completedFuture(freshness.minOffset() + 1);
        return end.thenCompose(wanted -> wanted == NO_END
                ? CompletableFuture.completedFuture(
                        new Answer.Late<>("The brokers did not tell the end of partition " + partition + " in time"))
                : parts.ownership()
                        .reach(partition, wanted, rest)
                        .thenApply(reached -> awaited(partition, wanted, reached)));
    }

    private static Answer<Long> awaited(int partition, long wanted, Reached reached) {
        return switch (reached) {
            case YES -> new Answer.Found<>(wanted - 1, wanted - 1);
            case LATE ->
                new Answer.Late<>(
                        "Partition " + partition + " was not folded up to offset " + (wanted - 1) + " in time");
            case MOVED -> new Answer.Moved<>("Partition " + partition + " is not served by this node");
        };
    }

    @Override
    public CompletionStage<OptionalLong> behind(int partition, Duration within) {
        return parts.ends()
                .ask(partition)
                .copy()
                .completeOnTimeout(NO_END, within.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(failure -> NO_END)
                .thenApply(end -> behind(partition, end));
    }

    private OptionalLong behind(int partition, long end) {
        OptionalLong applied = parts.ownership()
                .copy(partition)
                .map(store -> OptionalLong.of(store.applied()))
                .orElse(OptionalLong.empty());
        return end == NO_END || applied.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(Math.max(0, end - 1 - applied.getAsLong()));
    }

    @Override
    public List<PartitionStatus> status() {
        return parts.ownership().status();
    }

    @Override
    public List<Address> nodes() {
        return parts.placements().nodes();
    }

    @Override
    public Tail tail(StreamPath path, Subscription wanted, TailSink sink) {
        return parts.tails().open(path, wanted, sink);
    }

    @Override
    public List<Connection> connections(StreamPath path) {
        return parts.tails().connections(path);
    }

    @Override
    public Answer<List<SubscriberView>> processors(StreamPath path, @Nullable String name) {
        int partition = partitionOf(path);
        Answer<StateView> stream = owned.state(path);
        return parts.host()
                .views(partition, path, name)
                .map(views -> answer(stream, views))
                .orElseGet(() -> answer(stream, null));
    }

    @Override
    public Watch watchProcessors(StreamPath path, Runnable onTurn) {
        return parts.host().lanes().watch(path.toKey(), onTurn);
    }

    @Override
    public Answer<Boolean> wake(StreamPath path, String name) {
        Answer<StateView> stream = owned.state(path);
        return answer(stream, parts.host().wake(partitionOf(path), path, name).orElse(null));
    }

    /** What a lane says counts where the stream can be read; a partition that is just taken has no lanes yet. */
    private static <T> Answer<T> answer(Answer<StateView> stream, @Nullable T value) {
        if (stream instanceof Answer.Found<StateView> found) {
            return value == null
                    ? new Answer.Restoring<>("The partition was just taken over; its subscribers are not looked at yet")
                    : new Answer.Found<>(value, found.reflects());
        }
        if (stream instanceof Answer.Absent<StateView> absent) {
            return new Answer.Absent<>(absent.reflects());
        }
        if (stream instanceof Answer.Restoring<StateView> restoring) {
            return new Answer.Restoring<>(restoring.detail());
        }
        return new Answer.Moved<>(stream instanceof Answer.Moved<StateView> moved ? moved.detail() : "no answer");
    }

    @Override
    public Map<String, LaneCounts> lanes() {
        return parts.host().lanes().counts();
    }

    @Override
    public Announcements announcements() {
        return parts.announcer().status();
    }

    @Override
    public List<ParkedLane> parkedLanes() {
        return parts.host().lanes().parked();
    }

    @Override
    public NamespaceCounts counts() {
        return new NamespaceCounts(
                parts.appends().counts(),
                parts.appends().eventsInFlight(),
                parts.ownership().counts(),
                parts.tails().count(),
                parts.tails().stalled(Duration.ofSeconds(NamespaceCounts.STALLED_SECONDS)),
                parts.host().lanes().unrouted(),
                parts.host().backgroundFailures());
    }

    @Override
    public Map<MetricName, Metric> kafkaMetrics() {
        Map<MetricName, Metric> metrics = new HashMap<>(parts.streams().metrics());
        metrics.putAll(parts.appends().producerMetrics());
        return metrics;
    }

    @Override
    public Readiness readiness() {
        State state = parts.streams().state();
        if (state == State.ERROR || state == State.PENDING_ERROR) {
            return new Readiness(Readiness.State.FAILED, parts.failures().last());
        }
        // A rebalance of the others is none of its own business: what it owns, it serves all the while.
        boolean isIn = state == State.RUNNING || (state == State.REBALANCING && hasRun);
        if (!isIn) {
            return new Readiness(
                    Readiness.State.STARTING,
                    "Kafka Streams is " + state + "; the group is being joined or the store restored");
        }
        long behind = parts.ownership().behind();
        return behind > 0
                ? new Readiness(Readiness.State.RESTORING, behind + " records are still to be folded")
                : new Readiness(Readiness.State.SERVING, "");
    }

    /**
     * Makes durable what there is, so that the stores close quickly, takes no new appends, answers those that run, leaves the group, so that others take over at once, and flushes. What is
     * left unanswered is told to ask the next owner.
     */
    @Override
    public void close() {
        parts.ownership().flush();
        parts.ownership().leaves();
        parts.placements().leaves(parts.self());
        try {
            if (!parts.appends().drain(DRAIN)) {
                LOG.atInfo().addKeyValue("namespace", name).log("Some appends are left for the next owner to answer");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        parts.host().close();
        parts.streams()
                .close(CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)
                        .withTimeout(CLOSE));
        parts.tails().close();
        parts.appends().close();
    }
}
