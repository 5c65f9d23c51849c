package io.rivulet.engine.append;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.rivulet.api.CoreEvents;
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
import io.rivulet.wire.Partitions;
import io.rivulet.wire.RecordWriter;
import io.rivulet.wire.RecordWriter.BatchPosition;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.IntFunction;
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
 * verdict is the fold's. The first append to a stream is a batch that begins with {@code created}. A batch that a foreign
 * writer interleaved is produced again.
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
    private final IntFunction<Optional<PartitionStore>> owned;
    private final Set<StreamPath> beginning = ConcurrentHashMap.newKeySet();
    private final Object[] stripes = new Object[STRIPES];

    /**
     * What an appender needs to know.
     *
     * @param namespace its name
     * @param timeout how long an append waits for its verdict
     */
    record Settings(String namespace, String topic, FoldSettings fold, Duration timeout, InstantSource clock) {}

    /**
     * Makes an appender.
     *
     * @param retries produces what must be produced again: sending may block, and an answer comes on the fold's thread
     * @param owned the store of a partition that this node folds, and has caught up with; empty for any other
     */
    Appender(
            Settings settings,
            Producer<byte[], byte[]> producer,
            PendingAppends pending,
            InFlight inFlight,
            Executor retries,
            IntFunction<Optional<PartitionStore>> owned) {
        this.settings = settings;
        this.producer = producer;
        this.pending = pending;
        this.inFlight = inFlight;
        this.retries = retries;
        this.owned = owned;
        writer = new RecordWriter(settings.topic(), "/rivulet/" + settings.namespace());
        for (int i = 0; i < STRIPES; i++) {
            stripes[i] = new Object();
        }
    }

    /** An append on its way. */
    private record Request(StreamPath path, byte[] key, int partition, List<EventInput> events, long deadline) {

        EventInput first() {
            return events.get(0);
        }
    }

    /** See {@link io.rivulet.engine.Namespace#append}. */
    public CompletableFuture<AppendResult> append(StreamPath path, List<EventInput> events) {
        if (events.isEmpty() || events.size() > FoldSettings.MAX_BATCH_EVENTS) {
            throw new IllegalArgumentException("an append has from 1 to " + FoldSettings.MAX_BATCH_EVENTS
                    + " events, this one has " + events.size());
        }
        long bytes = 0;
        for (EventInput event : events) {
            RecordWriter.requireReadable(event);
            Payload payload = event.payload();
            int length = payload == null ? 0 : payload.bytes().length;
            if (length > settings.fold().maxEventBytes()) {
                return CompletableFuture.completedFuture(
                        new AppendResult.TooLarge(length, settings.fold().maxEventBytes()));
            }
            bytes += length;
        }
        if (bytes > FoldSettings.MAX_BATCH_BYTES) {
            return CompletableFuture.completedFuture(new AppendResult.TooLarge(bytes, FoldSettings.MAX_BATCH_BYTES));
        }
        long entered = bytes;
        if (!inFlight.enter(events.size(), entered)) {
            return CompletableFuture.completedFuture(new AppendResult.Throttled(RETRY_AFTER));
        }
        byte[] key = path.toKey();
        int partition = Partitions.of(key, settings.fold().partitions());
        long deadline = settings.clock().millis() + settings.timeout().toMillis();
        return attempt(new Request(path, key, partition, events, deadline), 1)
                .whenComplete((result, bug) -> inFlight.leave(events.size(), entered));
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
            AppendResult known =
                    row == null ? null : Foresight.of(store.get().reader(), row, applied, request.events());
            return known == null
                    ? produce(request, row, store.get(), number)
                    : CompletableFuture.completedFuture(known);
        } catch (StoreClosedException e) {
            return CompletableFuture.completedFuture(moved("The stream is moving to another node"));
        }
    }

    private CompletableFuture<AppendResult> produce(
            Request request, @Nullable StreamRow row, PartitionStore store, int number) {
        EventInput first = request.first();
        boolean mayBegin = row == null
                && !first.type().equals(CoreEvents.CREATED)
                && (first.expectedOffset() == null || first.expectedOffset() == EventInput.NO_STREAM);
        Attempt attempt;
        boolean begins;
        synchronized (stripes[Math.floorMod(request.path().hashCode(), STRIPES)]) {
            begins = mayBegin && begin(request, store);
            attempt = send(request, begins ? withCreated(request) : request.events());
        }
        if (owned.apply(request.partition()).orElse(null) != store) {
            // It was given up meanwhile, perhaps before the verdicts were waited for.
            attempt.orphan();
        }
        return attempt.outcome().thenCompose(outcome -> {
            if (begins) {
                beginning.remove(request.path());
            }
            return answer(request, outcome, begins, number);
        });
    }

    /**
     * Whether an append begins its stream: no other one is about to, nor has since the row was looked for. Otherwise it would
     * be refused and produced again, and be overtaken by later appends of its caller.
     */
    private boolean begin(Request request, PartitionStore store) {
        if (!beginning.add(request.path())) {
            return false;
        }
        boolean isNew = false;
        try {
            isNew = store.reader().stream(request.key()) == null;
        } finally {
            if (!isNew) {
                beginning.remove(request.path());
            }
        }
        return isNew;
    }

    private CompletableFuture<AppendResult> answer(Request request, Outcome outcome, boolean began, int number) {
        if (outcome instanceof Outcome.Accepted accepted) {
            List<AppendResult.AppendedEvent> events = accepted.events();
            return CompletableFuture.completedFuture(
                    new Appended(accepted.incarnation(), began ? events.subList(1, events.size()) : events));
        }
        if (outcome instanceof Outcome.Refused refused) {
            return mayTryAgain(request, refused.refusal(), began, number)
                    ? CompletableFuture.completedFuture(request)
                            .thenComposeAsync(again -> attempt(again, number + 1), retries)
                    : CompletableFuture.completedFuture(new AppendResult.Refused(refused.refusal()));
        }
        if (outcome instanceof Outcome.Orphaned orphaned) {
            return CompletableFuture.completedFuture(unsettled(request, orphaned.offsets(), began));
        }
        return CompletableFuture.completedFuture(unavailable(((Outcome.Lost) outcome).detail()));
    }

    /** A foreign writer broke the batch, or began the stream first. */
    private boolean mayTryAgain(Request request, Refusal refusal, boolean began, int number) {
        if (number >= MAX_ATTEMPTS || settings.clock().millis() >= request.deadline()) {
            return false;
        }
        boolean isBroken = refusal.reason() == Reason.INTERLEAVED || refusal.reason() == Reason.TORN;
        boolean wasBegun = began
                && refusal.reason() == Reason.EXPECTED_OFFSET
                && request.first().expectedOffset() == null;
        return isBroken || wasBegun;
    }

    /** A stream begins with {@code created}; an expectation that it does not exist is then that event's. */
    private List<EventInput> withCreated(Request request) {
        String payload = "{\"namespace\":\"" + settings.namespace() + "\",\"path\":"
                + quoted(request.path().value()) + "}";
        List<EventInput> events = new ArrayList<>(request.events().size() + 1);
        events.add(EventInput.of(CoreEvents.CREATED, Payload.json(payload)).withExpectedOffset(EventInput.NO_STREAM));
        events.add(request.first().withExpectedOffset(null));
        events.addAll(request.events().subList(1, request.events().size()));
        return events;
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
                        request.key(),
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
        attempt.lose(
                failure instanceof RecordTooLargeException
                        ? "Kafka takes no record this large; raise the topic's max.message.bytes above max.event.bytes"
                        : "Kafka did not take the record: " + failure.getMessage());
    }

    private static AppendResult unsettled(Request request, List<Long> offsets, boolean began) {
        List<AppendResult.Written> records = new ArrayList<>(offsets.size());
        for (int i = began ? 1 : 0; i < offsets.size(); i++) {
            EventInput event = request.events().get(began ? i - 1 : i);
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

    private static String quoted(String path) {
        return "\"" + new String(JsonStringEncoder.getInstance().quoteAsString(path)) + "\"";
    }
}
