package io.rivulet.engine.lane;

import io.rivulet.engine.checkpoint.Checkpoints;
import io.rivulet.engine.fold.StreamRow;
import io.rivulet.engine.store.PartitionStore;
import io.rivulet.engine.threads.NamedThreads;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;

/**
 * The lanes of a namespace on this node. What the fold tells comes on the thread that folds, and costs it a list entry for
 * each stream that has subscribers; everything else happens on threads of the lanes' own.
 */
public final class Lanes implements AutoCloseable {

    private static final long SERVED_POLL_MILLIS = 50;
    private static final long OVERDUE_POLL_MILLIS = 100;

    private final Directory directory;
    private final Checkpoints checkpoints;
    private final IntFunction<Optional<PartitionStore>> serving;
    private final Map<Integer, OwnedPartition> partitions = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(NamedThreads.of("rivulet-lane"));
    private final ScheduledExecutorService ticker =
            Executors.newSingleThreadScheduledExecutor(NamedThreads.of("rivulet-lane-ticker"));
    private final LaneTable table;
    private final Turns turns;
    private final Router router;

    /**
     * No lanes yet.
     *
     * @param serving the store of a partition that this node serves
     * @param facts tells streams of their subscribers
     */
    public Lanes(
            LaneSettings settings,
            Directory directory,
            Checkpoints checkpoints,
            IntFunction<Optional<PartitionStore>> serving,
            LaneFacts facts,
            InstantSource clock,
            RandomGenerator random) {
        this.directory = directory;
        this.checkpoints = checkpoints;
        this.serving = serving;
        table = new LaneTable(threads, this::turn);
        turns = new Turns(
                table,
                new Batches(directory, facts, settings.batchEvents()),
                new Healing(settings, table, facts, threads, ticker, clock, random),
                settings.batchTimeout());
        router = new Router(directory, table, ticker);
        if (directory != Directory.EMPTY) {
            var unused = ticker.scheduleWithFixedDelay(
                    turns::interruptOverdue, OVERDUE_POLL_MILLIS, OVERDUE_POLL_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void turn(Lane lane, Share share) {
        turns.run(lane, share);
    }

    // --- what the fold tells ---

    /** This node folds a partition from now on; its lanes run once it is served. */
    public void taken(PartitionStore store) {
        if (directory != Directory.EMPTY) {
            OwnedPartition partition = new OwnedPartition(
                    store,
                    checkpoints
                            .of(store.partition())
                            .orElseThrow(() -> new IllegalStateException("a partition without its checkpoints")));
            partitions.put(store.partition(), partition);
            try {
                ticker.execute(() -> awaitServed(partition));
            } catch (RejectedExecutionException e) {
                // The node stops; it was given a partition that the next owner takes.
                partition.leave();
            }
        }
    }

    private void awaitServed(OwnedPartition partition) {
        if (partition.isLeft()) {
            return;
        }
        if (serving.apply(partition.partition()).orElse(null) == partition.store()) {
            partition.serve();
            router.scan(partition);
        } else {
            var unused = ticker.schedule(() -> awaitServed(partition), SERVED_POLL_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /** This node no longer folds a partition. */
    public void left(PartitionStore store) {
        OwnedPartition partition = partitions.remove(store.partition());
        if (partition != null) {
            partition.leave();
            table.drop(partition);
            table.watchers().tellAll();
        }
    }

    /** The rows of a stream were written. */
    public void changed(PartitionStore store, StreamRow stream) {
        if (directory.mayHave(stream)) {
            OwnedPartition partition = partitions.get(store.partition());
            if (partition != null) {
                partition.add(stream);
            }
        }
    }

    /** A group was folded: the lanes of its streams are woken. */
    public void groupEnded(PartitionStore store) {
        OwnedPartition partition = partitions.get(store.partition());
        List<byte[]> changed = partition == null ? List.of() : partition.takeChanged();
        if (partition != null && !changed.isEmpty() && partition.isServed()) {
            router.route(partition, changed);
        }
    }

    // --- what others ask ---

    /** The partition with its checkpoints, if this node serves it. */
    public Optional<OwnedPartition> partition(int number) {
        return Optional.ofNullable(partitions.get(number)).filter(OwnedPartition::isServed);
    }

    /** Who subscribes to a stream, and how each does, by the name of its lane. Reads rows. */
    public Map<Subscriber, LaneStatus> status(OwnedPartition partition, StreamRow stream) {
        Map<Subscriber, LaneStatus> all = new TreeMap<>(Comparator.comparing(Subscriber::lane));
        for (Subscriber subscriber : directory.of(stream, partition.reader())) {
            all.put(subscriber, table.status(stream.path(), subscriber));
        }
        return all;
    }

    /**
     * Tries a lane at once that waits or is parked, as an operator wishes.
     *
     * @return whether the stream has such a subscriber
     */
    public boolean wake(OwnedPartition partition, StreamRow stream, String name) {
        boolean isFound = false;
        for (Subscriber subscriber : directory.of(stream, partition.reader())) {
            if (subscriber.name().equals(name)) {
                table.force(partition, stream.path(), subscriber);
                isFound = true;
            }
        }
        return isFound;
    }

    /**
     * Watches the lanes of a stream: whoever does is told after each turn of one, and when this node gives a partition up.
     *
     * @param onTurn must be quick
     */
    public Watch watch(byte[] path, Runnable onTurn) {
        return table.watchers().add(path, onTurn);
    }

    /** What is counted, by share. */
    public Map<String, LaneCounts> counts() {
        return table.counts();
    }

    /** The lanes that are parked, the longest first. */
    public List<ParkedLane> parked() {
        return table.parked();
    }

    /** How many streams changed whose lanes are not woken yet. */
    public int unrouted() {
        return router.pending();
    }

    /** Takes no more turns. A batch that is under way is interrupted: the next owner takes it again. */
    @Override
    public void close() {
        partitions.values().forEach(OwnedPartition::leave);
        router.close();
        ticker.shutdownNow();
        threads.shutdownNow();
    }
}
