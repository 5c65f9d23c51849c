package io.rivulet.engine.cluster;

import io.rivulet.engine.store.PartitionStore;
import io.rivulet.engine.store.StoreCounts;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The partitions on this node and where each is in its {@linkplain PartitionState life}. The one owner of that state: the
 * fold, Kafka Streams' restores and the node's closing move it on, appends, reads and tails ask it. Any thread.
 *
 * <p>A partition is served once it is folded to the end that the log had when this node took it over (design section 8).
 */
public final class Ownership {

    private static final Logger LOG = LoggerFactory.getLogger(Ownership.class);
    private static final long ASK_AGAIN_MILLIS = 50;

    private final IntFunction<CompletionStage<LogEnd>> ends;
    private final InstantSource clock;
    private final Map<Integer, Life> lives = new ConcurrentHashMap<>();

    /**
     * No partitions yet.
     *
     * @param ends asks the brokers about a partition that was just taken over
     */
    public Ownership(IntFunction<CompletionStage<LogEnd>> ends, InstantSource clock) {
        this.ends = ends;
        this.clock = clock;
    }

    /**
     * What the brokers know of a partition.
     *
     * @param end the offset that its next committed record will have, at the least
     * @param committed the offset up to which the group has folded it, 0 for none
     */
    public record LogEnd(long end, long committed) {}

    /** What became of waiting for an offset. */
    public enum Reached {
        /** Everything below it is folded. */
        YES,
        /** The time is over. */
        LATE,
        /** This node does not serve the partition, or no longer. */
        MOVED
    }

    // --- what moves a partition on ---

    /** The store of a partition was opened: a copy, until more is known. */
    public void opened(PartitionStore store) {
        lives.put(store.partition(), new Life(store));
    }

    /** The store of a partition is about to close. */
    public void closed(PartitionStore store) {
        Life life = lives.get(store.partition());
        if (life != null && life.store() == store) {
            lives.remove(store.partition(), life);
            life.isLeft();
        }
    }

    /** A copy begins to follow the log, from an offset. */
    public void standsBy(int partition, long from) {
        move(partition, life -> life.standsBy(from, clock.millis()));
    }

    /** A copy has come to an offset, while the log ends at another. */
    public void follows(int partition, long at, long end) {
        move(partition, life -> life.follows(at, end, clock.millis()));
    }

    /** A restore begins that goes from one offset to another. */
    public void restores(int partition, long from, long to) {
        move(partition, life -> life.restores(from, to, clock.millis()));
    }

    /** A restore has come to an offset. */
    public void restored(int partition, long at) {
        move(partition, life -> life.restored(at, clock.millis()));
    }

    /** This node folds a partition from now on. */
    public void taken(PartitionStore store) {
        Life life = lives.computeIfAbsent(store.partition(), unused -> new Life(store));
        askForEnd(life, life.isTaken());
    }

    /** The records of a partition are folded up to the offset that the next one may have. */
    public void folded(PartitionStore store, long next) {
        move(store.partition(), life -> life.folded(next));
    }

    /** There are no records between two offsets of a partition. */
    public void skipped(int partition, long from, long to) {
        move(partition, life -> life.skipped(from, to));
    }

    /** Makes durable what all stores have, while they are served. */
    public void flush() {
        lives.values().forEach(life -> life.store().flush());
    }

    /** From now on this node takes no new appends: it is about to give its partitions up. */
    public void leaves() {
        lives.values().forEach(Life::leaves);
    }

    /** This node no longer folds a partition. Its store may stay, as a copy. */
    public void left(PartitionStore store) {
        move(store.partition(), Life::isLeft);
    }

    private void move(int partition, Consumer<Life> move) {
        Life life = lives.get(partition);
        if (life != null) {
            move.accept(life);
        }
    }

    // --- what others ask ---

    /** The store of a partition that this node reads for all: what tails and reads of the owner go to. */
    public Optional<PartitionStore> readable(int partition) {
        Life life = lives.get(partition);
        return life != null && life.state().isReadable() ? Optional.of(life.store()) : Optional.empty();
    }

    /** The store of a partition that this node appends to. */
    public Optional<PartitionStore> serving(int partition) {
        Life life = lives.get(partition);
        return life != null && life.state() == PartitionState.SERVING ? Optional.of(life.store()) : Optional.empty();
    }

    /**
     * Where the log of a partition ended when this node took it over: what lies before was written under an earlier owner.
     * {@code Long.MAX_VALUE} where it is not known, or not this node's.
     */
    public long takenAt(int partition) {
        Life life = lives.get(partition);
        return life == null ? Long.MAX_VALUE : life.takenAt();
    }

    /** The store of a partition, be it a copy. */
    public Optional<PartitionStore> copy(int partition) {
        Life life = lives.get(partition);
        return life == null ? Optional.empty() : Optional.of(life.store());
    }

    /** Whether this node was given a partition that it must not serve yet. */
    public boolean isCatchingUp(int partition) {
        Life life = lives.get(partition);
        return life != null && (life.state() == PartitionState.CATCHING_UP || life.state() == PartitionState.RESTORING);
    }

    /** Waits until everything below an offset of a partition is folded here, for so long at the most. Never fails. */
    public CompletionStage<Reached> reach(int partition, long end, Duration within) {
        Life life = lives.get(partition);
        if (life == null || !life.state().isReadable()) {
            return CompletableFuture.completedFuture(Reached.MOVED);
        }
        return life.reach(end).completeOnTimeout(Reached.LATE, within.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** How many offsets are still to be folded before all that this node owns is served; 0 when it is. */
    public long behind() {
        return lives.values().stream().mapToLong(Life::behind).sum();
    }

    /** Every partition on this node, in order. */
    public List<PartitionStatus> status() {
        return lives.values().stream()
                .map(life -> life.status(clock))
                .sorted(Comparator.comparingInt(PartitionStatus::partition))
                .toList();
    }

    /** What the records came to of every partition on this node, copies included. */
    public Map<Integer, StoreCounts> counts() {
        Map<Integer, StoreCounts> counts = new TreeMap<>();
        lives.forEach((partition, life) -> counts.put(partition, life.store().counts()));
        return counts;
    }

    private void askForEnd(Life life, int taking) {
        int partition = life.store().partition();
        ends.apply(partition).whenComplete((end, failure) -> {
            if (failure == null) {
                life.learnEnd(taking, end.end(), end.committed());
            } else if (life.isHeldSince(taking)) {
                LOG.atWarn()
                        .addKeyValue("partition", partition)
                        .setCause(failure)
                        .log("The end of a partition could not be learned; asking again");
                CompletableFuture.delayedExecutor(ASK_AGAIN_MILLIS, TimeUnit.MILLISECONDS)
                        .execute(() -> askForEnd(life, taking));
            }
        });
    }
}
