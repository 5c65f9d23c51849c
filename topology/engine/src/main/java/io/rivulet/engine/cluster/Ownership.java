package io.rivulet.engine.cluster;

import io.rivulet.engine.store.PartitionStore;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The partitions that this node folds, and whether it serves them: it does once it has folded to the end that the log had
 * when it took over (design section 8). The one owner of that state; others ask it. Any thread.
 */
public final class Ownership {

    private static final Logger LOG = LoggerFactory.getLogger(Ownership.class);

    private final IntFunction<CompletionStage<Long>> endOffsets;
    private final Map<Integer, Owned> owned = new ConcurrentHashMap<>();

    /**
     * Owns nothing yet.
     *
     * @param endOffsets asks the broker for the end of a partition: the offset that its next record will have
     */
    public Ownership(IntFunction<CompletionStage<Long>> endOffsets) {
        this.endOffsets = endOffsets;
    }

    /** A partition that this node folds. */
    private static final class Owned {

        private static final long UNKNOWN = Long.MAX_VALUE;

        private final PartitionStore store;
        private volatile long target = UNKNOWN;
        private volatile boolean isServing;

        Owned(PartitionStore store) {
            this.store = store;
        }

        boolean isServing() {
            if (!isServing && store.applied() >= target) {
                isServing = true;
            }
            return isServing;
        }
    }

    /** This node took a partition over. */
    public void take(PartitionStore store) {
        Owned taken = new Owned(store);
        owned.put(store.partition(), taken);
        askForEnd(taken);
    }

    /** This node gave a partition up. */
    public void leave(PartitionStore store) {
        owned.computeIfPresent(store.partition(), (partition, held) -> held.store == store ? null : held);
    }

    /** The store of a partition that this node serves. */
    public Optional<PartitionStore> serving(int partition) {
        Owned held = owned.get(partition);
        return held != null && held.isServing() ? Optional.of(held.store) : Optional.empty();
    }

    /** Whether this node folds a partition but has not caught up with it yet. */
    public boolean isCatchingUp(int partition) {
        Owned held = owned.get(partition);
        return held != null && !held.isServing();
    }

    /** How many records are still to be folded before all that this node owns is served; 0 when it is. */
    public long behind() {
        Collection<Owned> all = owned.values();
        long behind = 0;
        for (Owned held : all) {
            if (!held.isServing()) {
                behind += held.target == Owned.UNKNOWN ? 1 : held.target - held.store.applied();
            }
        }
        return behind;
    }

    /** How many partitions this node folds. */
    public int count() {
        return owned.size();
    }

    private void askForEnd(Owned taken) {
        int partition = taken.store.partition();
        endOffsets.apply(partition).whenComplete((end, failure) -> {
            if (failure == null) {
                taken.target = end - 1;
            } else if (owned.get(partition) == taken) {
                LOG.atWarn()
                        .addKeyValue("partition", partition)
                        .setCause(failure)
                        .log("The end of a partition could not be learned; asking again");
                askForEnd(taken);
            }
        });
    }
}
