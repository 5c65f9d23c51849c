package io.rivulet.engine.tail;

import static java.util.Objects.requireNonNull;

import io.rivulet.api.EventInput;
import io.rivulet.api.StreamPath;
import io.rivulet.engine.append.AppendResult;
import io.rivulet.engine.fold.FoldSettings;
import io.rivulet.engine.fold.Verdicts;
import io.rivulet.engine.store.PartitionStore;
import io.rivulet.engine.store.StoreMemory;
import io.rivulet.wire.RecordWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** A partition with its store and its tails: a log that is folded as it grows, without Kafka. */
final class Bench implements AutoCloseable {

    private static final RecordWriter WRITER = new RecordWriter("log", "/test");

    private final StoreMemory memory = new StoreMemory(8 << 20, 8 << 20);
    private final PartitionStore store;
    private long nextOffset;
    private volatile boolean isServed = true;
    private volatile boolean isRefusing;
    private volatile @Nullable BlockingDeque<Held> held;
    final Tails tails;

    Bench(Path folder) {
        store = PartitionStore.open(
                folder,
                0,
                new PartitionStore.Settings(
                        new FoldSettings(1, "record", 1 << 20),
                        memory,
                        1000,
                        Duration.ofDays(1),
                        Runnable::run,
                        InstantSource.system()));
        tails = new Tails(
                "default",
                path -> 0,
                partition -> isServed ? Optional.of(store) : Optional.empty(),
                this::tell,
                InstantSource.fixed(Instant.EPOCH),
                new Random(1));
    }

    /** Appends and folds events as one group; answers the offset of the last one. */
    synchronized long append(StreamPath path, EventInput... events) {
        store.apply(
                List.of(events).stream().map(event -> record(path, event)).toList(), Verdicts.UNHEARD, tails::changed);
        return nextOffset - 1;
    }

    /** Whether appends of facts fail from now on. */
    void refuseFacts() {
        isRefusing = true;
    }

    /** A fact that is on its way. */
    private record Held(StreamPath path, List<EventInput> events, CompletableFuture<AppendResult> result) {

        boolean is(Predicate<String> wanted) {
            return wanted.test(new String(events.get(0).payload().bytes(), StandardCharsets.UTF_8));
        }
    }

    /** From now on facts are on their way, and none arrives. */
    void holdFacts() {
        held = new LinkedBlockingDeque<>();
    }

    /** Waits for so many facts to be on their way, and lets them arrive: those that are wanted first, the others after them. */
    void releaseFacts(int count, Predicate<String> first) throws InterruptedException {
        BlockingDeque<Held> waiting = requireNonNull(held);
        Deque<Held> arriving = new ArrayDeque<>();
        for (int i = 0; i < count; i++) {
            Held fact = requireNonNull(waiting.poll(20, TimeUnit.SECONDS));
            if (fact.is(first)) {
                arriving.addFirst(fact);
            } else {
                arriving.addLast(fact);
            }
        }
        held = null;
        arriving.forEach(fact -> {
            append(fact.path(), fact.events().toArray(EventInput[]::new));
            fact.result().complete(new AppendResult.Appended("", List.of()));
        });
    }

    /** The partition goes to another node. */
    void move() {
        isServed = false;
        tails.closed(0);
    }

    private CompletableFuture<AppendResult> tell(StreamPath path, List<EventInput> events) {
        if (isRefusing) {
            return CompletableFuture.completedFuture(new AppendResult.Throttled(Duration.ofSeconds(1)));
        }
        BlockingDeque<Held> waiting = held;
        if (waiting != null) {
            Held fact = new Held(path, events, new CompletableFuture<>());
            waiting.add(fact);
            return fact.result();
        }
        append(path, events.toArray(EventInput[]::new));
        return CompletableFuture.completedFuture(new AppendResult.Appended("", List.of()));
    }

    private ConsumerRecord<byte[], byte[]> record(StreamPath path, EventInput event) {
        long offset = nextOffset++;
        ProducerRecord<byte[], byte[]> written =
                WRITER.write(0, path.toKey(), event, "id-" + offset, Instant.EPOCH, null);
        return new ConsumerRecord<>(
                "log",
                0,
                offset,
                1_700_000_000_000L + offset,
                TimestampType.LOG_APPEND_TIME,
                -1,
                -1,
                written.key(),
                written.value(),
                new RecordHeaders(written.headers()),
                Optional.empty());
    }

    @Override
    public void close() {
        tails.close();
        store.close();
        memory.close();
    }
}
