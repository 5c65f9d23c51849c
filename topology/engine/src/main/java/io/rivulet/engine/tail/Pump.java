package io.rivulet.engine.tail;

import io.rivulet.engine.fold.MirrorRow;
import io.rivulet.engine.fold.StreamRow;
import io.rivulet.engine.store.PartitionReader;
import io.rivulet.engine.store.PartitionStore;
import io.rivulet.engine.store.StoreClosedException;
import io.rivulet.engine.tail.TailSink.Ending;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One tail: reads the mirror after its cursor in bounded batches and hands them over, one at a time. There is one way for
 * catching up and for what is live (SUB-9); while its subscriber takes a batch, it waits and holds nothing.
 *
 * <p>At most one thread runs it at a time: a wake-up while it runs or waits is remembered, and makes it look again (SUB-20).
 */
final class Pump implements Tail {

    private static final Logger LOG = LoggerFactory.getLogger(Pump.class);

    private final byte[] path;
    private final TailSink sink;
    private final Supplier<Optional<PartitionStore>> store;
    private final Executor threads;
    private final Consumer<Pump> onEnd;
    private final AtomicInteger wakes = new AtomicInteger();
    private final AtomicBoolean isEnded = new AtomicBoolean();

    private volatile long cursor;
    private boolean isOpened;
    private long streamId = -1;
    private long nextIndex;

    Pump(
            byte[] path,
            long after,
            TailSink sink,
            Supplier<Optional<PartitionStore>> store,
            Executor threads,
            Consumer<Pump> onEnd) {
        this.path = path;
        cursor = after;
        this.sink = sink;
        this.store = store;
        this.threads = threads;
        this.onEnd = onEnd;
    }

    byte[] path() {
        return path;
    }

    @Override
    public long cursor() {
        return cursor;
    }

    /** Something may have come. */
    void wake() {
        if (wakes.getAndIncrement() == 0) {
            threads.execute(this::pump);
        }
    }

    private void pump() {
        if (isEnded.get()) {
            return;
        }
        int seen = wakes.get();
        TailBatch batch;
        try {
            Optional<PartitionStore> rows = store.get();
            if (rows.isEmpty()) {
                end(Ending.MOVED);
                return;
            }
            batch = next(rows.get().reader());
        } catch (StoreClosedException e) {
            end(Ending.MOVED);
            return;
        }
        if (batch != null) {
            deliver(batch);
        } else if (!wakes.compareAndSet(seen, 0)) {
            threads.execute(this::pump);
        }
    }

    private void deliver(TailBatch batch) {
        sink.deliver(batch).whenComplete((done, failure) -> {
            if (failure == null) {
                threads.execute(this::pump);
            } else {
                LOG.atDebug().setCause(failure).log("A subscriber took no more");
                end(Ending.SINK_FAILED);
            }
        });
    }

    /** The next batch, or null when there is nothing to hand over. The first one comes at once, even if empty (SUB-16). */
    private @Nullable TailBatch next(PartitionReader reader) {
        StreamRow stream = reader.stream(path);
        boolean isFirst = !isOpened;
        isOpened = true;
        if (stream == null) {
            return isFirst ? new TailBatch("", List.of(), -1) : null;
        }
        if (stream.id() != streamId) {
            streamId = stream.id();
            nextIndex = reader.indexAfter(stream, cursor);
        }
        List<MirrorRow> events = reader.mirror(stream, nextIndex, TailBatch.MAX_EVENTS);
        if (!events.isEmpty()) {
            MirrorRow last = events.get(events.size() - 1);
            nextIndex = last.index() + 1;
            cursor = last.offset();
        }
        return events.isEmpty() && !isFirst ? null : new TailBatch(stream.incarnation(), events, stream.headOffset());
    }

    /** Ends the tail and tells the subscriber why. */
    void end(Ending ending) {
        if (isEnded.compareAndSet(false, true)) {
            onEnd.accept(this);
            sink.ended(ending);
        }
    }

    @Override
    public void close() {
        if (isEnded.compareAndSet(false, true)) {
            onEnd.accept(this);
        }
    }
}
