package io.rivulet.engine.lane;

import io.rivulet.api.StreamPath;
import io.rivulet.engine.fold.StreamRow;
import io.rivulet.engine.store.StoreClosedException;
import io.rivulet.engine.threads.NamedThreads;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Finds the lanes of streams: of those that have changed, and of all streams of a partition that this node has begun to serve.
 *
 * <p>Its memory is bounded: when more streams change than it can find lanes for, it forgets them and looks through the whole
 * partition instead; and it goes on looking only while few lanes wait for a turn.
 */
final class Router implements AutoCloseable {

    private static final int MAX_PENDING = 100_000;
    private static final int MAX_ACTIVE = 20_000;
    private static final int PAGE = 500;
    private static final long PAUSE_MILLIS = 20;

    private final Directory directory;
    private final LaneTable table;
    private final ScheduledExecutorService ticker;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(NamedThreads.of("rivulet-lane-router"));
    private final AtomicInteger pending = new AtomicInteger();
    private final Set<OwnedPartition> missed = ConcurrentHashMap.newKeySet();

    Router(Directory directory, LaneTable table, ScheduledExecutorService ticker) {
        this.directory = directory;
        this.table = table;
        this.ticker = ticker;
    }

    int pending() {
        return pending.get();
    }

    /** Streams have changed. On the thread that folds. */
    void route(OwnedPartition partition, List<byte[]> paths) {
        if (pending.get() > MAX_PENDING) {
            missed.add(partition);
            return;
        }
        pending.addAndGet(paths.size());
        execute(() -> {
            for (byte[] path : paths) {
                pending.decrementAndGet();
                StreamRow stream = partition.reader().stream(path);
                if (stream != null) {
                    wake(partition, stream);
                }
            }
            if (missed.remove(partition)) {
                scan(partition);
            }
        });
    }

    /** Looks through all streams of a partition: what their lanes lack is not known. */
    void scan(OwnedPartition partition) {
        execute(() -> scan(partition, null));
    }

    private void scan(OwnedPartition partition, @Nullable StreamPath after) {
        if (partition.isLeft()) {
            return;
        }
        if (table.active() > MAX_ACTIVE) {
            var unused =
                    ticker.schedule(() -> execute(() -> scan(partition, after)), PAUSE_MILLIS, TimeUnit.MILLISECONDS);
            return;
        }
        List<StreamRow> page =
                partition.reader().streams(StreamPath.ROOT, after, PAGE).rows();
        for (StreamRow stream : page) {
            if (directory.mayHave(stream)) {
                wake(partition, stream);
            }
        }
        if (page.size() == PAGE) {
            StreamPath last = StreamPath.fromKey(page.get(PAGE - 1).path());
            execute(() -> scan(partition, last));
        }
    }

    private void wake(OwnedPartition partition, StreamRow stream) {
        for (Subscriber subscriber : directory.of(stream, partition.reader())) {
            table.wake(partition, stream.path(), subscriber);
        }
    }

    private void execute(Runnable work) {
        try {
            thread.execute(() -> {
                try {
                    work.run();
                } catch (StoreClosedException e) {
                    // The next owner finds the lanes.
                    return;
                }
            });
        } catch (RejectedExecutionException e) {
            // The node stops; the next owner finds the lanes.
            return;
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
