package io.rivulet.engine.cluster;

import io.rivulet.engine.store.PartitionStore;
import java.time.InstantSource;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One partition on this node, from the opening of its store to its closing. {@link Ownership} moves it on; what the log's
 * reader says ({@link #folded}, {@link #skipped}) comes on the thread that folds the partition.
 */
final class Life {

    private static final Logger LOG = LoggerFactory.getLogger(Life.class);
    private static final long UNKNOWN = Long.MAX_VALUE;

    /** A copy that lacks so many records is being built; one that lacks fewer than half of it follows. */
    private static final long FAR = 10_000;

    private final PartitionStore store;
    private final Queue<Wait> waits = new ConcurrentLinkedQueue<>();
    private volatile PartitionState state = PartitionState.STANDING_BY;
    private volatile boolean isOwner;
    private volatile @Nullable Restoring restoring;

    /** How far a copy is that is far behind, or null. */
    private volatile @Nullable Restoring building;

    /** Where a copy began, until it is known how far behind it was. */
    private @Nullable Restoring begun;

    /** Everything below is folded, or no record: transaction markers have offsets, too. */
    private volatile long reached;

    private volatile long target = UNKNOWN;
    private long skipFrom = -1;
    private long skipTo = -1;
    private int takings;

    Life(PartitionStore store) {
        this.store = store;
        reached = store.applied() + 1;
    }

    /** A caller who wants everything below an offset folded. */
    private record Wait(long end, CompletableFuture<Ownership.Reached> arrival) {}

    PartitionStore store() {
        return store;
    }

    PartitionState state() {
        return state;
    }

    /** The end that the log had when this node took the partition over. */
    long takenAt() {
        return target;
    }

    // --- restoring ---

    synchronized void standsBy(long from, long nowMillis) {
        standsBy();
        begun = Restoring.begin(from, from, nowMillis);
    }

    private void standsBy() {
        isOwner = false;
        restoring = null;
        building = null;
        begun = null;
        state = PartitionState.STANDING_BY;
    }

    /** A copy has come to an offset, while the log ends at another. */
    synchronized void follows(long at, long end, long nowMillis) {
        if (state != PartitionState.STANDING_BY) {
            return;
        }
        Restoring before = building == null ? begun : building;
        begun = null;
        if (end - at < FAR / 2) {
            building = null;
        } else if (building != null || end - at >= FAR) {
            building = before == null ? Restoring.begin(at, end, nowMillis) : before.moved(at, end, nowMillis);
        }
    }

    synchronized void restores(long from, long to, long nowMillis) {
        building = null;
        restoring = Restoring.begin(from, to, nowMillis);
        state = PartitionState.RESTORING;
        tell("A partition is restored");
    }

    void restored(long at, long nowMillis) {
        Restoring now = restoring;
        if (now != null) {
            restoring = now.moved(at, now.to(), nowMillis);
        }
    }

    // --- owning ---

    /** Returns which taking it is, for {@link #learnEnd}. */
    synchronized int isTaken() {
        reached = Math.max(reached, store.applied() + 1);
        restoring = null;
        building = null;
        isOwner = true;
        state = PartitionState.CATCHING_UP;
        tell("A partition is taken");
        return ++takings;
    }

    synchronized boolean isHeldSince(int taking) {
        return isOwner && taking == takings;
    }

    /**
     * What the brokers said after a take-over.
     *
     * @param end the end that the log had
     * @param committed the offset that the group had committed: the store was restored up to it before it was taken
     */
    synchronized void learnEnd(int taking, long end, long committed) {
        if (!isHeldSince(taking)) {
            return;
        }
        reached = Math.max(reached, committed);
        target = end;
        moveOn();
    }

    /** The records of a group are folded, up to the offset that the next one may have. */
    synchronized void folded(long next) {
        reached = Math.max(reached, next);
        moveOn();
    }

    /** The log's reader went past offsets that hold no records. */
    synchronized void skipped(long from, long to) {
        if (from != skipTo) {
            skipFrom = from;
        }
        skipTo = to;
        moveOn();
    }

    private void moveOn() {
        if (reached >= skipFrom && reached < skipTo) {
            reached = skipTo;
        }
        if (state == PartitionState.CATCHING_UP && reached >= target) {
            state = PartitionState.SERVING;
            tell("A partition is served");
        }
        if (!waits.isEmpty()) {
            waits.removeIf(wait -> wait.end() <= reached && wait.arrival().complete(Ownership.Reached.YES));
        }
    }

    void leaves() {
        if (state == PartitionState.SERVING) {
            state = PartitionState.LEAVING;
            tell("A partition is about to be given up");
        }
    }

    /** Given up: who waits must look elsewhere. */
    synchronized void isLeft() {
        tell("A partition is given up");
        standsBy();
        target = UNKNOWN;
        skipFrom = -1;
        skipTo = -1;
        for (Wait wait = waits.poll(); wait != null; wait = waits.poll()) {
            wait.arrival().complete(Ownership.Reached.MOVED);
        }
    }

    // --- asking ---

    /** Completes when everything below an offset is folded, or when this node gives the partition up. */
    CompletableFuture<Ownership.Reached> reach(long end) {
        if (reached >= end) {
            return CompletableFuture.completedFuture(Ownership.Reached.YES);
        }
        Wait wait = new Wait(end, new CompletableFuture<>());
        waits.add(wait);
        var unused = wait.arrival().thenRun(() -> waits.remove(wait));
        // It may have been reached, or left, between the look and the wait.
        if (!state.isReadable()) {
            wait.arrival().complete(Ownership.Reached.MOVED);
        } else if (reached >= end) {
            wait.arrival().complete(Ownership.Reached.YES);
        }
        return wait.arrival();
    }

    private void tell(String move) {
        LOG.atDebug()
                .addKeyValue("partition", store.partition())
                .addKeyValue("applied", store.applied())
                .log(move);
    }

    /** How many offsets are still to be folded before it is served. */
    long behind() {
        return switch (state) {
            case STANDING_BY, SERVING, LEAVING -> 0;
            case RESTORING -> {
                Restoring now = restoring;
                yield now == null ? 1 : Math.max(1, now.left());
            }
            case CATCHING_UP -> target == UNKNOWN ? 1 : Math.max(1, target - reached);
        };
    }

    PartitionStatus status(InstantSource clock) {
        Restoring restored = restoring;
        Restoring now = restored == null ? building : restored;
        PartitionStatus.Restore progress = now == null ? null : now.status(clock.millis());
        return new PartitionStatus(store.partition(), isOwner || restored != null, state, store.applied(), progress);
    }
}
