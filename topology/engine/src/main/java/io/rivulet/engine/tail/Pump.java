package io.rivulet.engine.tail;

import io.rivulet.api.StreamPath;
import io.rivulet.engine.store.PartitionStore;
import io.rivulet.engine.store.StoreClosedException;
import io.rivulet.engine.store.StreamResetException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One tail: reads after its {@linkplain Cursor cursor} in bounded batches and hands them over, one at a time. There is one
 * way for catching up and for what is live (SUB-9); while its subscriber takes a batch, it waits and holds nothing. Between
 * batches it goes to the end of its threads' queue, so that many share few threads fairly (SUB-10).
 *
 * <p>At most one thread runs it at a time: a wake-up while it runs or waits is remembered, and makes it look again (SUB-20).
 */
final class Pump implements Tail {

    private static final Logger LOG = LoggerFactory.getLogger(Pump.class);

    private final StreamPath path;
    private final String key;
    private final int partition;
    private final Cursor cursor;
    private final TailSink sink;
    private final Parts parts;
    private final Instant startedAt;

    /** One to begin with: until it has started, nothing that comes makes it look. */
    private final AtomicInteger wakes = new AtomicInteger(1);

    private final AtomicBoolean isEnded = new AtomicBoolean();

    private final @Nullable Presence presence;
    private final AtomicLong batches = new AtomicLong();
    private final AtomicLong events = new AtomicLong();
    private volatile @Nullable Instant lastDeliveryAt;
    private volatile boolean isDelivering;

    /**
     * What it needs from its surroundings.
     *
     * @param store the store of the stream's partition, while this node serves it
     * @param threads run it
     * @param presence tells the stream of it, or null for a subscription without a key
     * @param onEnd called once, when it has ended
     */
    record Parts(
            Supplier<Optional<PartitionStore>> store,
            Executor threads,
            InstantSource clock,
            @Nullable Presence presence,
            Consumer<Pump> onEnd) {}

    Pump(StreamPath path, int partition, String key, Cursor cursor, TailSink sink, Parts parts) {
        this.path = path;
        this.partition = partition;
        this.key = key;
        this.cursor = cursor;
        this.sink = sink;
        this.parts = parts;
        presence = parts.presence();
        startedAt = parts.clock().instant();
    }

    StreamPath path() {
        return path;
    }

    int partition() {
        return partition;
    }

    @Override
    public String key() {
        return key;
    }

    @Override
    public long cursor() {
        return cursor.offset();
    }

    @Override
    public long head() {
        return cursor.head();
    }

    Connection connection() {
        return new Connection(key, presence != null, startedAt, cursor(), batches.get(), events.get(), lastDeliveryAt);
    }

    /** Whether its subscriber has been taking one batch since before a moment. */
    boolean isStalledSince(Instant moment) {
        Instant last = lastDeliveryAt;
        return isDelivering && last != null && last.isBefore(moment);
    }

    /**
     * Begins: at once or, if it has a key, after the stream was told (SUB-4). Until then it does not look, whatever comes.
     *
     * @param before done when the stream knows all of who had the key before
     */
    void start(CompletableFuture<Void> before) {
        if (presence == null) {
            parts.threads().execute(this::pump);
            return;
        }
        presence.open(before, this::fixCursor, () -> parts.threads().execute(this::pump));
    }

    private void fixCursor() {
        try {
            parts.store().get().ifPresent(rows -> cursor.fix(rows.reader()));
        } catch (StoreClosedException moved) {
            // Its first look will find the same, and end it.
            LOG.atDebug().addKeyValue("stream", path.value()).log("A subscription opened while its stream moved");
        }
    }

    /** Something may have come. */
    void wake() {
        if (wakes.getAndIncrement() == 0) {
            parts.threads().execute(this::pump);
        }
    }

    private void pump() {
        if (isEnded.get()) {
            return;
        }
        CompletableFuture<Void> turn = sink.turn();
        if (turn.isDone() && !turn.isCompletedExceptionally()) {
            look();
            return;
        }
        var unused = turn.whenCompleteAsync(
                (given, failure) -> {
                    if (failure == null) {
                        look();
                    } else {
                        end(Ending.BROKEN);
                    }
                },
                parts.threads());
    }

    /** Looks for the next batch. Each way out of here delivers one or passes. */
    private void look() {
        int seen = wakes.get();
        TailBatch batch = isEnded.get() ? null : next();
        if (batch != null) {
            deliver(batch);
            return;
        }
        sink.pass();
        if (!isEnded.get() && (cursor.hasMore() || !wakes.compareAndSet(seen, 0))) {
            parts.threads().execute(this::pump);
        }
    }

    private @Nullable TailBatch next() {
        try {
            Optional<PartitionStore> rows = parts.store().get();
            if (rows.isPresent()) {
                return cursor.next(rows.get().reader());
            }
            end(Ending.MOVED);
        } catch (StreamResetException reset) {
            // There is another life, or none: it looks again, and tells so.
            wakes.incrementAndGet();
        } catch (StoreClosedException e) {
            end(Ending.MOVED);
        } catch (RuntimeException bug) {
            LOG.atError().addKeyValue("stream", path.value()).setCause(bug).log("A tail could not read on");
            end(Ending.FAILED);
        }
        return null;
    }

    private void deliver(TailBatch batch) {
        batches.incrementAndGet();
        events.addAndGet(batch.events().size());
        lastDeliveryAt = parts.clock().instant();
        isDelivering = true;
        sink.deliver(batch).whenComplete((done, failure) -> {
            isDelivering = false;
            if (failure == null) {
                parts.threads().execute(this::pump);
            } else {
                LOG.atDebug().setCause(failure).log("A subscriber took no more");
                end(Ending.BROKEN);
            }
        });
    }

    /** Ends the tail and tells the subscriber why. */
    void end(Ending ending) {
        if (isEnded.compareAndSet(false, true)) {
            leave(ending);
            sink.ended(ending, cursor.offset());
        }
    }

    @Override
    public void close(Ending ending) {
        if (isEnded.compareAndSet(false, true)) {
            leave(ending);
        }
    }

    private void leave(Ending ending) {
        if (presence != null) {
            presence.close(ending);
        }
        parts.onEnd().accept(this);
    }
}
