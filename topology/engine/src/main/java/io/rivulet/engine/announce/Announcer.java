package io.rivulet.engine.announce;

import io.rivulet.engine.checkpoint.CheckpointTable;
import io.rivulet.engine.checkpoint.Checkpoints;
import io.rivulet.engine.store.PartitionStore;
import io.rivulet.engine.store.StoreClosedException;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Announces the streams of a namespace that are created in this node's partitions. One thread of the node looks after all of them, and
 * waits for nobody; neither the fold nor an append waits for it. {@link #taken} and {@link #left} come on the thread that folds.
 */
public final class Announcer {

    private static final Logger LOG = LoggerFactory.getLogger(Announcer.class);
    private static final long LOOK_MILLIS = 100;

    private final boolean isOn;
    private final ScheduledExecutorService thread;
    private final Checkpoints checkpoints;
    private final Teller teller;
    private final IntFunction<Optional<PartitionStore>> serving;
    private final InstantSource clock;
    private final Map<Integer, Owned> partitions = new ConcurrentHashMap<>();

    /**
     * Announces nothing until the fold tells of a partition.
     *
     * @param isOn whether it announces at all
     * @param thread of the node; shut down by whoever made it
     * @param serving the store of a partition that this node serves: what is not caught up with is not announced yet
     */
    public Announcer(
            boolean isOn,
            ScheduledExecutorService thread,
            Checkpoints checkpoints,
            ChildAppends appends,
            IntFunction<Optional<PartitionStore>> serving,
            InstantSource clock) {
        this.isOn = isOn;
        this.thread = thread;
        this.checkpoints = checkpoints;
        this.serving = serving;
        this.clock = clock;
        teller = new Teller(appends, thread);
        if (isOn) {
            var unused = thread.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /** A partition from the moment that this node folds it. On the thread of announcing. */
    private static final class Owned {

        private final PartitionStore store;
        private volatile @Nullable PartitionAnnouncer announcer;
        private boolean isAnnouncing;
        private boolean isRetrying;

        Owned(PartitionStore store) {
            this.store = store;
        }
    }

    /** This node folds a partition from now on, and announces its streams once it has caught up. */
    public void taken(PartitionStore store) {
        if (isOn) {
            partitions.put(store.partition(), new Owned(store));
        }
    }

    /** This node no longer folds a partition: its next owner goes on. */
    public void left(PartitionStore store) {
        partitions.computeIfPresent(store.partition(), (partition, owned) -> owned.store == store ? null : owned);
    }

    /** How it does. Any thread. */
    public Announcements status() {
        List<WaitingAncestor> waiting = partitions.values().stream()
                .map(owned -> owned.announcer)
                .filter(Objects::nonNull)
                .flatMap(announcer -> announcer.waiting().stream())
                .sorted(Comparator.comparingLong(WaitingAncestor::since))
                .toList();
        return new Announcements(
                isOn, waiting.size(), waiting.subList(0, Math.min(waiting.size(), Announcements.SHOWN)));
    }

    private void look() {
        partitions.values().forEach(owned -> {
            PartitionAnnouncer announcer = announcer(owned);
            if (announcer != null && !owned.isAnnouncing) {
                owned.isAnnouncing = true;
                run(owned, announcer::announceNews, () -> owned.isAnnouncing = false);
            }
            if (announcer != null && !owned.isRetrying) {
                owned.isRetrying = true;
                run(owned, announcer::retryWaiting, () -> owned.isRetrying = false);
            }
        });
    }

    private @Nullable PartitionAnnouncer announcer(Owned owned) {
        PartitionAnnouncer known = owned.announcer;
        if (known != null || serving.apply(owned.store.partition()).orElse(null) != owned.store) {
            return known;
        }
        Optional<CheckpointTable> table = checkpoints.of(owned.store.partition());
        try {
            known = table.isEmpty() ? null : new PartitionAnnouncer(owned.store, table.get(), teller, clock);
            owned.announcer = known;
            return known;
        } catch (StoreClosedException moved) {
            drop(owned);
            return null;
        }
    }

    /** Takes steps until there is nothing more to do. What fails is tried again at the next look. */
    private void run(Owned owned, Supplier<CompletableFuture<Boolean>> step, Runnable atEnd) {
        CompletableFuture<Boolean> taken;
        try {
            taken = step.get();
        } catch (RuntimeException failure) {
            taken = CompletableFuture.failedFuture(failure);
        }
        var unused = taken.whenCompleteAsync(
                (hasMore, failure) -> {
                    if (failure != null) {
                        failed(owned, failure);
                    }
                    if (failure == null && hasMore && partitions.get(owned.store.partition()) == owned) {
                        run(owned, step, atEnd);
                    } else {
                        atEnd.run();
                    }
                },
                thread);
    }

    private void failed(Owned owned, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof StoreClosedException) {
            drop(owned);
        } else {
            LOG.atError()
                    .addKeyValue("partition", owned.store.partition())
                    .setCause(cause)
                    .log("Announcing new streams failed; it is tried again");
        }
    }

    private void drop(Owned owned) {
        partitions.remove(owned.store.partition(), owned);
    }
}
