package io.rivulet.engine.append;

import io.rivulet.api.EventInput;
import io.rivulet.api.Payload;
import io.rivulet.api.Refusal;
import io.rivulet.api.Refusal.Reason;
import io.rivulet.api.StreamPath;
import io.rivulet.engine.append.AppendResult.Appended;
import io.rivulet.engine.append.Attempt.Outcome;
import io.rivulet.engine.fold.FoldSettings;
import io.rivulet.engine.fold.StreamRow;
import io.rivulet.engine.store.PartitionStore;
import io.rivulet.engine.store.StoreClosedException;
import io.rivulet.engine.store.StreamResetException;
import io.rivulet.wire.RecordWriter;
import io.rivulet.wire.RecordWriter.BatchPosition;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.IntFunction;
import java.util.function.IntToLongFunction;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;

/**
 * Appends to the streams of a namespace: produces the records of an append in order, all of them to the one partition, and
 * answers when the fold has judged them. Any thread.
 *
 * <p>What this node's rows already show to be a duplicate or refused is answered without a record. That is a courtesy; the
 * verdict is the fold's. The first append to a stream is a batch that begins with {@code created}, and the first one since
 * this node took the stream over is a batch that begins with {@code woken}. A batch that a foreign writer interleaved is
 * produced again.
 */
public final class Appender {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    private static final int MAX_ATTEMPTS = 16;
    private static final int STRIPES = 256;

    private final Settings settings;
    private final Producer<byte[], byte[]> producer;
    private final RecordWriter writer;
    private final PendingAppends pending;
    private final InFlight inFlight;
    private final Executor retries;
    private final RandomGenerator random;
    private final IntFunction<Optional<PartitionStore>> owned;
    private final IntToLongFunction takenAt;
    private final Set<StreamPath> beginning = ConcurrentHashMap.newKeySet();
    private final Object[] stripes = new Object[STRIPES];
    private final AppendTally tally = new AppendTally();

    /**
     * What an appender needs to know.
     *
     * @param namespace its name
     * @param maxPayloadBytes the largest payload that the fold and the topic both take
     * @param timeout how long an append waits for its verdict
     */
    record Settings(
            String namespace,
            String topic,
            FoldSettings fold,
            int maxPayloadBytes,
            Duration timeout,
            InstantSource clock) {}

    /**
     * The partitions of this node.
     *
     * @param owned the store of a partition that this node folds, and has caught up with; empty for any other
     * @param takenAt where the log of a partition ended when this node took it over
     */
    record Partitioned(IntFunction<Optional<PartitionStore>> owned, IntToLongFunction takenAt) {}

    /**
     * Makes an appender.
     *
     * @param retries produces what must be produced again: sending may block, and an answer comes on the fold's thread
     * @param random makes the ids by which streams tell their owners' times apart
     */
    Appender(
            Settings settings,
            Producer<byte[], byte[]> producer,
            PendingAppends pending,
            InFlight inFlight,
            Executor retries,
            RandomGenerator random,
            Partitioned partitions) {
        this.settings = settings;
        this.producer = producer;
        this.pending = pending;
        this.inFlight = inFlight;
        this.retries = retries;
        this.random = random;
        owned = partitions.owned();
        takenAt = partitions.takenAt();
        writer = new RecordWriter(settings.topic(), "/rivulet/" + settings.namespace());
        for (int i = 0; i < STRIPES; i++) {
            stripes[i] = new Object();
        }
    }

    /**
     * An append on its way.
     *
     * @param isBare whether nothing is put before its events, since it was refused for what stood there
     */
    private record Request(
            StreamPath path, byte[] key, int partition, List<EventInput> events, long deadline, boolean isBare) {

        EventInput first() {
            return events.get(0);
        }

        Request bare() {
            return new Request(path, key, partition, events, deadline, true);
        }
    }

    /** See {@link io.rivulet.engine.Namespace#append}. */
    public CompletableFuture<AppendResult> append(StreamPath path, List<EventInput> events) {
        if (events.isEmpty() || events.size() > FoldSettings.MAX_BATCH_EVENTS) {
            throw new IllegalArgumentException("an append has from 1 to " + FoldSettings.MAX_BATCH_EVENTS
                    + " events, this one has " + events.size());
        }
        long began = System.nanoTime();
        long bytes = 0;
        for (EventInput event : events) {
            RecordWriter.requireReadable(event);
            Payload payload = event.payload();
            int length = payload == null ? 0 : payload.bytes().length;
            if (length > settings.maxPayloadBytes()) {
                return refused(new AppendResult.TooLarge(length, settings.maxPayloadBytes()), began);
            }
            bytes += length;
        }
        if (bytes > FoldSettings.MAX_BATCH_BYTES) {
            return refused(new AppendResult.TooLarge(bytes, FoldSettings.MAX_BATCH_BYTES), began);
        }
        long entered = bytes;
        if (!inFlight.enter(events.size(), entered)) {
            return refused(new AppendResult.Throttled(RETRY_AFTER), began);
        }
        byte[] key = path.toKey();
        int partition = settings.fold().partitionOf(key);
        long deadline = settings.clock().millis() + settings.timeout().toMillis();
        return attempt(new Request(path, key, partition, events, deadline, false), 1)
                .whenComplete((result, bug) -> {
                    inFlight.leave(events.size(), entered);
                    if (bug == null) {
                        tally.count(result, System.nanoTime() - began);
                    }
                });
    }

    private CompletableFuture<AppendResult> refused(AppendResult result, long began) {
        tally.count(result, System.nanoTime() - began);
        return CompletableFuture.completedFuture(result);
    }

    /** What became of the appends so far. */
    AppendCounts counts() {
        return tally.counts();
    }

    private CompletableFuture<AppendResult> attempt(Request request, int number) {
        Optional<PartitionStore> store = owned.apply(request.partition());
        if (store.isEmpty()) {
            return CompletableFuture.completedFuture(
                    moved("Partition " + request.partition() + " is not served by this node at the moment"));
        }
        try {
            // Before the row: what is folded by now, the row shows.
            long applied = store.get().applied();
            StreamRow row = store.get().reader().stream(request.key());
            AppendResult known = row == null ? null : foresee(request, store.get(), row, applied);
            return known == null
                    ? produce(request, row, store.get(), number)
                    : CompletableFuture.completedFuture(known);
        } catch (StoreClosedException e) {
            return CompletableFuture.completedFuture(moved("The stream is moving to another node"));
        }
    }

    private static @Nullable AppendResult foresee(Request request, PartitionStore store, StreamRow row, long applied) {
        try {
            return Foresight.of(store.reader(), row, applied, request.events());
        } catch (StreamResetException onlyTheFoldCanTell) {
            return null;
        }
    }

    private CompletableFuture<AppendResult> produce(
            Request request, @Nullable StreamRow row, PartitionStore store, int number) {
        Prologue called = prologue(request, row, store);
        Attempt attempt;
        Prologue prologue;
        synchronized (stripes[Math.floorMod(request.path().hashCode(), STRIPES)]) {
            prologue = called != Prologue.NONE && begin(request, called, store) ? called : Prologue.NONE;
            String incarnationId = HexFormat.of().toHexDigits(random.nextLong());
            attempt = send(
                    request, prologue.before(request.events(), settings.namespace(), request.path(), incarnationId));
        }
        if (owned.apply(request.partition()).orElse(null) != store) {
            // It was given up meanwhile, perhaps before the verdicts were waited for.
            attempt.orphan();
        }
        return attempt.outcome().thenCompose(outcome -> {
            if (prologue != Prologue.NONE) {
                beginning.remove(request.path());
            }
            return answer(request, outcome, prologue, number);
        });
    }

    private Prologue prologue(Request request, @Nullable StreamRow row, PartitionStore store) {
        Prologue called = Prologue.of(row, takenAt.applyAsLong(request.partition()), request.events());
        if (called != Prologue.WOKEN || row == null) {
            return called;
        }
        EventInput first = request.first();
        // Of a known key the fold tells whether its expectation was the original's; it must stand with the event then.
        boolean isKnown = first.idempotencyKey() != null
                && first.expectedOffset() != null
                && store.reader().findKey(row, first.idempotencyKey().getBytes(StandardCharsets.UTF_8)) != null;
        return request.isBare() || isKnown ? Prologue.NONE : called;
    }

    /**
     * Whether an append begins its stream, or wakes it: no other one is about to, nor has since the row was looked for.
     * Otherwise it would be refused and produced again, and be overtaken by later appends of its caller.
     */
    private boolean begin(Request request, Prologue prologue, PartitionStore store) {
        if (!beginning.add(request.path())) {
            return false;
        }
        boolean isStill = false;
        try {
            isStill = prologue(request, store.reader().stream(request.key()), store) == prologue;
        } finally {
            if (!isStill) {
                beginning.remove(request.path());
            }
        }
        return isStill;
    }

    private CompletableFuture<AppendResult> answer(Request request, Outcome outcome, Prologue prologue, int number) {
        if (outcome instanceof Outcome.Accepted accepted) {
            List<AppendResult.AppendedEvent> events = accepted.events();
            return CompletableFuture.completedFuture(
                    new Appended(accepted.incarnation(), events.subList(prologue.size(), events.size())));
        }
        if (outcome instanceof Outcome.Refused refused) {
            return mayTryAgain(request, refused.refusal(), prologue, number)
                    ? CompletableFuture.completedFuture(again(request, refused.refusal(), prologue))
                            .thenComposeAsync(again -> attempt(again, number + 1), retries)
                    : CompletableFuture.completedFuture(new AppendResult.Refused(refused.refusal()));
        }
        if (outcome instanceof Outcome.Orphaned orphaned) {
            return CompletableFuture.completedFuture(unsettled(request, orphaned.offsets(), prologue.size()));
        }
        if (outcome instanceof Outcome.TooLarge) {
            return CompletableFuture.completedFuture(tooLarge(request));
        }
        return CompletableFuture.completedFuture(unavailable(((Outcome.Lost) outcome).detail()));
    }

    /** Kafka took one of the records not, so that none can become an event; its envelope counts there as well. */
    private AppendResult tooLarge(Request request) {
        long largest = 0;
        for (EventInput event : request.events()) {
            Payload payload = event.payload();
            String metadata = event.metadata();
            largest = Math.max(
                    largest,
                    (payload == null ? 0L : payload.bytes().length) + (metadata == null ? 0 : metadata.length()));
        }
        return new AppendResult.TooLarge(largest, settings.maxPayloadBytes());
    }

    private static Request again(Request request, Refusal refusal, Prologue prologue) {
        boolean wasInTheWay = prologue == Prologue.WOKEN && refusal.reason() == Reason.EXPECTED_OFFSET;
        return wasInTheWay ? request.bare() : request;
    }

    /**
     * A foreign writer broke the batch, or began the stream first; or what was put before the events was refused for an
     * expectation that is not judged where the event is a duplicate.
     */
    private boolean mayTryAgain(Request request, Refusal refusal, Prologue prologue, int number) {
        if (number >= MAX_ATTEMPTS || settings.clock().millis() >= request.deadline()) {
            return false;
        }
        boolean isBroken = refusal.reason() == Reason.INTERLEAVED || refusal.reason() == Reason.TORN;
        boolean isUnexpected = refusal.reason() == Reason.EXPECTED_OFFSET;
        boolean wasBegun = prologue == Prologue.CREATED && request.first().expectedOffset() == null;
        boolean mayBeKnown = prologue == Prologue.WOKEN && request.first().idempotencyKey() != null;
        return isBroken || (isUnexpected && (wasBegun || mayBeKnown));
    }

    /** What becomes of a record, its callback or the fold tells; the future that Kafka returns tells nothing more. */
    @SuppressWarnings("FutureReturnValueIgnored")
    private Attempt send(Request request, List<EventInput> events) {
        Attempt attempt = new Attempt(request.partition(), events.size(), request.deadline());
        List<String> ids = new ArrayList<>(events.size());
        for (int i = 0; i < events.size(); i++) {
            ids.add(pending.register(attempt, i));
        }
        try {
            for (int i = 0; i < events.size(); i++) {
                BatchPosition batch = events.size() == 1 ? null : new BatchPosition(ids.get(0), events.size(), i);
                ProducerRecord<byte[], byte[]> record = writer.write(
                        request.partition(),
                        settings.fold().form().key(request.key()),
                        events.get(i),
                        ids.get(i),
                        settings.clock().instant(),
                        batch);
                int position = i;
                producer.send(record, (metadata, failure) -> {
                    if (failure == null) {
                        attempt.written(position, metadata.offset());
                    } else {
                        lose(attempt, ids, failure);
                    }
                });
            }
        } catch (KafkaException e) {
            lose(attempt, ids, e);
        }
        return attempt;
    }

    private void lose(Attempt attempt, List<String> ids, Exception failure) {
        ids.forEach(pending::forget);
        if (failure instanceof RecordTooLargeException) {
            attempt.tooLarge();
        } else {
            attempt.lose("Kafka did not take the record: " + failure.getMessage());
        }
    }

    /** @param before how many records are none of the request's */
    private static AppendResult unsettled(Request request, List<Long> offsets, int before) {
        List<AppendResult.Written> records = new ArrayList<>(offsets.size());
        for (int i = before; i < offsets.size(); i++) {
            EventInput event = request.events().get(i - before);
            records.add(new AppendResult.Written(offsets.get(i), event.idempotencyKey()));
        }
        return new AppendResult.Unsettled(records);
    }

    private static AppendResult moved(String detail) {
        return new AppendResult.Moved(detail, RETRY_AFTER);
    }

    private static AppendResult unavailable(String detail) {
        return new AppendResult.Unavailable(detail, RETRY_AFTER);
    }
}
