package io.rivulet.http;

import io.rivulet.api.EventInput;
import io.rivulet.api.Payload;
import io.rivulet.api.Refusal;
import io.rivulet.api.StreamPath;
import io.rivulet.engine.Namespace;
import io.rivulet.engine.NamespaceCounts;
import io.rivulet.engine.Readiness;
import io.rivulet.engine.announce.Announcements;
import io.rivulet.engine.append.AppendCounts;
import io.rivulet.engine.append.AppendResult;
import io.rivulet.engine.append.AppendResult.Appended;
import io.rivulet.engine.append.AppendResult.AppendedEvent;
import io.rivulet.engine.append.AppendResult.Refused;
import io.rivulet.engine.append.AppendResult.Written;
import io.rivulet.engine.append.Latencies;
import io.rivulet.engine.cluster.Address;
import io.rivulet.engine.cluster.PartitionState;
import io.rivulet.engine.cluster.PartitionStatus;
import io.rivulet.engine.cluster.Placement;
import io.rivulet.engine.fold.MirrorRow;
import io.rivulet.engine.lane.LaneCounts;
import io.rivulet.engine.lane.ParkedLane;
import io.rivulet.engine.lane.Watch;
import io.rivulet.engine.processor.SubscriberView;
import io.rivulet.engine.query.Answer;
import io.rivulet.engine.query.Answer.Absent;
import io.rivulet.engine.query.Answer.Found;
import io.rivulet.engine.query.ChildPage;
import io.rivulet.engine.query.EventPage;
import io.rivulet.engine.query.EventQuery;
import io.rivulet.engine.query.EventView;
import io.rivulet.engine.query.FeedPage;
import io.rivulet.engine.query.Freshness;
import io.rivulet.engine.query.Head;
import io.rivulet.engine.query.MirrorPage;
import io.rivulet.engine.query.MirrorQuery;
import io.rivulet.engine.query.PartitionDigest;
import io.rivulet.engine.query.QuarantinePage;
import io.rivulet.engine.query.QuarantinedRecord;
import io.rivulet.engine.query.Settled;
import io.rivulet.engine.query.StateView;
import io.rivulet.engine.query.StreamPage;
import io.rivulet.engine.query.StreamReads;
import io.rivulet.engine.query.TopicRecord;
import io.rivulet.engine.query.TypeCounts;
import io.rivulet.engine.store.PartitionReader.TypeCount;
import io.rivulet.engine.tail.Connection;
import io.rivulet.engine.tail.Ending;
import io.rivulet.engine.tail.Subscription;
import io.rivulet.engine.tail.Tail;
import io.rivulet.engine.tail.TailBatch;
import io.rivulet.engine.tail.TailSink;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.jspecify.annotations.Nullable;

/**
 * A namespace in memory for what a real node does only now and then: it answers appends as told, then accepts them; it is
 * moved, or not ready, as told. It knows offsets and idempotency keys, and nothing else of the fold.
 */
final class FakeNamespace implements Namespace {

    private static final QuarantinedRecord QUARANTINED = new QuarantinedRecord(0, 7, 0, "no-key", "It has no key.");

    /** What the next appends answer, instead of being looked at. */
    final Deque<AppendResult> scripted = new ArrayDeque<>();

    /** What appends wait for before they are answered. */
    volatile CompletableFuture<Void> verdicts = CompletableFuture.completedFuture(null);

    /** What reads answer, if not null, instead of being looked at. */
    volatile @Nullable Answer<?> answer;

    volatile Readiness readiness = new Readiness(Readiness.State.SERVING, "");

    volatile boolean isHere = true;
    volatile @Nullable Address owner;
    volatile List<Address> standBys = List.of();

    /** How far its copy is at the most. */
    volatile long copied = Long.MAX_VALUE;

    volatile Settled settled = new Settled(null);
    volatile @Nullable Answer<Settled> outcome;
    volatile List<PartitionStatus> status = List.of(new PartitionStatus(0, true, PartitionState.SERVING, 7, null));

    final List<TailSink> sinks = new CopyOnWriteArrayList<>();

    /** What was asked for, and why it was closed, in order. */
    final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();

    final List<Ending> endings = new CopyOnWriteArrayList<>();

    volatile List<Connection> connections = List.of();

    private final CompletableFuture<Void> noSinks = new CompletableFuture<>();
    private final Map<StreamPath, List<Stored>> streams = new TreeMap<>();
    private final AtomicInteger looks = new AtomicInteger();
    private long nextOffset;
    private int lost;

    private record Stored(MirrorRow row, EventInput event) {}

    @Override
    public String name() {
        return "default";
    }

    /** What a stream's subscribers are said to be. */
    volatile List<SubscriberView> subscribers = List.of();

    final List<String> woken = new CopyOnWriteArrayList<>();

    @Override
    @SuppressWarnings("unchecked")
    public Answer<List<SubscriberView>> processors(StreamPath path, @Nullable String name) {
        Answer<?> told = answer;
        return told == null
                ? new Answer.Found<>(
                        subscribers.stream()
                                .filter(each -> name == null || each.name().equals(name))
                                .toList(),
                        nextOffset - 1)
                : (Answer<List<SubscriberView>>) told;
    }

    /** Who watches its subscribers. */
    final List<Runnable> watchers = new CopyOnWriteArrayList<>();

    @Override
    public Watch watchProcessors(StreamPath path, Runnable onTurn) {
        watchers.add(onTurn);
        return () -> watchers.remove(onTurn);
    }

    /** A turn of a subscriber has ended. */
    void endTurn() {
        watchers.forEach(Runnable::run);
    }

    @Override
    public Answer<Boolean> wake(StreamPath path, String name) {
        woken.add(path + " " + name);
        return new Answer.Found<>(
                subscribers.stream().anyMatch(each -> each.name().equals(name)), nextOffset - 1);
    }

    @Override
    public Map<String, LaneCounts> lanes() {
        return lanes;
    }

    /** What is said of its lanes, by share. */
    volatile Map<String, LaneCounts> lanes = Map.of();

    volatile List<ParkedLane> parked = List.of();

    volatile NamespaceCounts counts = new NamespaceCounts(
            new AppendCounts(Map.of(), new Latencies(Collections.nCopies(Latencies.BOUNDS_NANOS.size() + 1, 0L), 0)),
            0,
            Map.of(),
            0,
            0,
            0,
            0);

    @Override
    public List<ParkedLane> parkedLanes() {
        return parked;
    }

    @Override
    public NamespaceCounts counts() {
        return counts;
    }

    @Override
    public Map<MetricName, Metric> kafkaMetrics() {
        return Map.of();
    }

    volatile Announcements announcements = new Announcements(true, 0, List.of());

    @Override
    public Announcements announcements() {
        return announcements;
    }

    @Override
    public String topic() {
        return "fake";
    }

    @Override
    public synchronized CompletableFuture<AppendResult> append(StreamPath path, List<EventInput> events) {
        AppendResult told = scripted.poll();
        if (told == null) {
            told = judge(path, events);
        }
        boolean isLost = lost > 0 && lost-- > 0;
        AppendResult result = isLost ? new AppendResult.Unavailable("late", Duration.ofMillis(1)) : told;
        return verdicts.thenApply(given -> result);
    }

    /** The next answers get lost on their way. */
    synchronized void loseAnswers(int count) {
        lost = count;
    }

    /** The events of a stream as they were given. */
    synchronized List<EventInput> inputs(StreamPath path) {
        return streams.getOrDefault(path, List.of()).stream().map(Stored::event).toList();
    }

    /** Waits until so many events were taken. */
    void awaitAppends(int count) {
        while (taken() < count) {
            Thread.onSpinWait();
        }
    }

    private synchronized int taken() {
        return streams.values().stream().mapToInt(List::size).sum();
    }

    /** Waits until it was asked so often where the partition is. */
    void awaitLooks(int count) {
        while (looks.get() < count) {
            Thread.onSpinWait();
        }
    }

    /** Waits until it was asked so often again. */
    void awaitMoreLooks(int count) {
        awaitLooks(looks.get() + count);
    }

    private AppendResult judge(StreamPath path, List<EventInput> events) {
        List<Stored> stream = streams.getOrDefault(path, new ArrayList<>());
        long head = stream.isEmpty() ? -1 : stream.get(stream.size() - 1).row().offset();
        Long expected = events.get(0).expectedOffset();
        if (expected != null && expected != head) {
            return new Refused(new Refusal(Refusal.Reason.EXPECTED_OFFSET, "It moved on.", head));
        }
        List<AppendedEvent> results = new ArrayList<>();
        for (EventInput event : events) {
            AppendedEvent known = stream.stream()
                    .filter(stored -> event.idempotencyKey() != null
                            && event.idempotencyKey().equals(stored.event().idempotencyKey()))
                    .map(stored -> new AppendedEvent(stored.row(), true))
                    .findFirst()
                    .orElse(null);
            if (known == null) {
                Stored stored = new Stored(row(nextOffset++, stream.size(), event), event);
                stream.add(stored);
                known = new AppendedEvent(stored.row(), false);
            }
            results.add(known);
        }
        streams.put(path, stream);
        return new Appended("1", results);
    }

    private static MirrorRow row(long offset, long index, EventInput event) {
        Payload payload = event.payload();
        byte[] bytes = payload == null ? new byte[0] : payload.bytes();
        byte[] envelope = ("{\"offset\":" + offset + ",\"index\":" + index + ",\"type\":\"" + event.type()
                        + "\",\"createdAt\":\"2026-01-01T00:00:00.000Z\"")
                .getBytes(StandardCharsets.UTF_8);
        ByteBuffer row = ByteBuffer.allocate(13 + envelope.length + bytes.length);
        row.putLong(offset).put((byte) (payload == null ? 0 : 1)).putInt(envelope.length);
        return new MirrorRow(index, row.put(envelope).put(bytes).array());
    }

    @Override
    public synchronized Answer<EventPage> events(StreamPath path, EventQuery query) {
        return read(path, stream -> {
            List<MirrorRow> found = stream.stream()
                    .map(Stored::row)
                    .filter(row -> row.offset() > query.after() && row.offset() < query.before())
                    .filter(row -> query.types().isEmpty() || query.types().contains(row.type()))
                    .toList();
            boolean hasMore = found.size() > query.limit();
            List<MirrorRow> page = hasMore ? found.subList(0, query.limit()) : found;
            return new EventPage("1", page, hasMore ? page.get(page.size() - 1).offset() : -1, head(stream));
        });
    }

    @Override
    public synchronized Answer<MirrorPage> mirror(StreamPath path, MirrorQuery query) {
        return read(path, stream -> {
            List<MirrorRow> rows = stream.stream()
                    .skip(query.from())
                    .map(Stored::row)
                    .filter(row -> query.types().isEmpty() || query.types().contains(row.type()))
                    .limit(query.limit())
                    .toList();
            long next =
                    rows.isEmpty() ? stream.size() : rows.get(rows.size() - 1).index() + 1;
            TypeCounts types = query.isCounted() ? types(stream) : null;
            return new MirrorPage("1", stream.size(), query.from(), rows, next < stream.size() ? next : -1, types);
        });
    }

    @Override
    public Answer<EventView> eventAt(StreamPath path, long offset) {
        return event(path, stored -> stored.row().offset() == offset);
    }

    @Override
    public Answer<EventView> eventWithKey(StreamPath path, String key) {
        return event(path, stored -> key.equals(stored.event().idempotencyKey()));
    }

    private synchronized Answer<EventView> event(StreamPath path, Predicate<Stored> wanted) {
        return read(
                path,
                stream -> new EventView(
                        "1",
                        stream.stream()
                                .filter(wanted)
                                .map(Stored::row)
                                .findFirst()
                                .orElse(null),
                        head(stream)));
    }

    @Override
    public synchronized Answer<FeedPage> feed(StreamPath path, long from, int limit) {
        return read(path, stream -> new FeedPage("1", 0, from, List.of()));
    }

    @Override
    public synchronized Answer<ChildPage> children(StreamPath path, long after, int limit) {
        return read(path, stream -> new ChildPage("1", 1, List.of(new ChildPage.Child(0, path + "/b", 1)), -1));
    }

    private static TypeCounts types(List<Stored> stream) {
        Map<String, Long> counts = new TreeMap<>();
        stream.forEach(stored -> counts.merge(stored.row().type(), 1L, Long::sum));
        List<TypeCount> types = new ArrayList<>();
        counts.forEach((type, count) -> types.add(new TypeCount(type, count)));
        return new TypeCounts(types.size(), types);
    }

    @Override
    public synchronized Answer<StateView> state(StreamPath path) {
        return read(
                path,
                stream -> new StateView("1", "{\"paused\":false}".getBytes(StandardCharsets.UTF_8), head(stream)));
    }

    @Override
    public synchronized Answer<StreamPage> streams(
            Collection<Integer> partitions, StreamPath under, @Nullable StreamPath after, int limit) {
        List<StreamPage.Entry> entries = streams.entrySet().stream()
                .map(stream ->
                        new StreamPage.Entry(stream.getKey(), stream.getValue().size(), head(stream.getValue()), 0))
                .toList();
        return new Found<>(new StreamPage(entries, null, entries.size()), -1);
    }

    @Override
    public Answer<QuarantinePage> quarantine(Map<Integer, Long> below, int limit) {
        return new Found<>(new QuarantinePage(List.of(QUARANTINED), Map.of()), -1);
    }

    @Override
    public Answer<QuarantinedRecord> quarantined(int partition, long offset) {
        return offset == QUARANTINED.offset() ? new Found<>(QUARANTINED, nextOffset) : new Absent<>(nextOffset);
    }

    @Override
    public Answer<TopicRecord> record(int partition, long offset, Duration within) {
        byte[] value = {1, (byte) 0xFF};
        return new Found<>(
                new TopicRecord(
                        partition, offset, 0, null, List.of(new TopicRecord.Header("h", new byte[] {'x'})), value),
                offset);
    }

    @Override
    public Answer<List<PartitionDigest>> digests(Collection<Integer> partitions) {
        return new Found<>(List.of(new PartitionDigest(0, 7, 1, "00ff")), -1);
    }

    @Override
    public synchronized Tail tail(StreamPath path, Subscription wanted, TailSink sink) {
        sinks.add(sink);
        subscriptions.add(wanted);
        long after = wanted.after() == Subscription.LIVE ? nextOffset - 1 : wanted.after();
        List<MirrorRow> rows = streams.getOrDefault(path, List.of()).stream()
                .map(Stored::row)
                .filter(row -> row.offset() > after)
                .filter(row -> wanted.types().isEmpty() || wanted.types().contains(row.type()))
                .toList();
        TailBatch first = new TailBatch("1", rows, nextOffset - 1, Math.max(after, nextOffset - 1));
        var unused = sink.turn().thenCompose(given -> sink.deliver(first));
        return new Tail() {

            private final AtomicBoolean isClosed = new AtomicBoolean();

            @Override
            public String key() {
                return "1";
            }

            @Override
            public long cursor() {
                return after;
            }

            @Override
            public long head() {
                return nextOffset - 1;
            }

            /** SUB-26: closed once, for the first reason. */
            @Override
            public void close(Ending ending) {
                if (!isClosed.compareAndSet(false, true)) {
                    return;
                }
                endings.add(ending);
                sinks.remove(sink);
                if (sinks.isEmpty()) {
                    noSinks.complete(null);
                }
            }
        };
    }

    @Override
    public List<Connection> connections(StreamPath path) {
        return connections;
    }

    @Override
    public Answer<Settled> outcome(StreamPath path, List<Written> records) {
        Answer<Settled> told = outcome;
        return told == null ? new Found<>(settled, nextOffset - 1) : told;
    }

    @Override
    public StreamReads copies() {
        return this;
    }

    @Override
    public int partitions() {
        return 1;
    }

    @Override
    public int partitionOf(StreamPath path) {
        return 0;
    }

    @Override
    public Placement placement(int partition) {
        looks.incrementAndGet();
        return new Placement(isHere, owner, standBys);
    }

    @Override
    public boolean hasCopy(int partition, long minOffset) {
        return copied >= minOffset && nextOffset > minOffset;
    }

    @Override
    public CompletionStage<Answer<Long>> await(int partition, Freshness freshness, Duration within) {
        return CompletableFuture.completedFuture(
                freshness.minOffset() < nextOffset
                        ? new Found<>(nextOffset - 1, nextOffset - 1)
                        : new Answer.Late<>("not that far"));
    }

    @Override
    public CompletionStage<OptionalLong> behind(int partition, Duration within) {
        return CompletableFuture.completedFuture(OptionalLong.of(3));
    }

    @Override
    public List<PartitionStatus> status() {
        return status;
    }

    @Override
    public List<Address> nodes() {
        return owner == null ? List.of() : List.of(owner);
    }

    @Override
    public Readiness readiness() {
        return readiness;
    }

    private static Head head(List<Stored> stream) {
        return new Head(stream.get(stream.size() - 1).row().offset(), stream.size() - 1);
    }

    /** Completes when the last tail is closed. */
    CompletableFuture<Void> whenNoSinks() {
        return noSinks;
    }

    /** The event that came last to the one stream that there is. */
    synchronized MirrorRow lastRow() {
        List<Stored> stream = streams.values().iterator().next();
        return stream.get(stream.size() - 1).row();
    }

    private interface Question<T> {
        T ask(List<Stored> stream);
    }

    @SuppressWarnings("unchecked") // Moved and Restoring hold no value.
    private <T> Answer<T> read(StreamPath path, Question<T> question) {
        Answer<?> told = answer;
        if (told != null) {
            return (Answer<T>) told;
        }
        List<Stored> stream = streams.get(path);
        return stream == null ? new Absent<>(nextOffset - 1) : new Found<>(question.ask(stream), nextOffset - 1);
    }
}
