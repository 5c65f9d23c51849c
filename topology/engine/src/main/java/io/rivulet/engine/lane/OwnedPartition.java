package io.rivulet.engine.lane;

import io.rivulet.engine.checkpoint.CheckpointTable;
import io.rivulet.engine.fold.StreamRow;
import io.rivulet.engine.store.PartitionReader;
import io.rivulet.engine.store.PartitionStore;
import java.util.ArrayList;
import java.util.List;

/** A partition from the moment that this node owns it until it does no longer: another taking is another one. */
public final class OwnedPartition {

    private final PartitionStore store;
    private final CheckpointTable checkpoints;
    private List<byte[]> changed = new ArrayList<>();
    private volatile long servedFrom = -1;
    private volatile boolean isServed;
    private volatile boolean isLeft;

    OwnedPartition(PartitionStore store, CheckpointTable checkpoints) {
        this.store = store;
        this.checkpoints = checkpoints;
    }

    public int partition() {
        return store.partition();
    }

    public PartitionStore store() {
        return store;
    }

    public PartitionReader reader() {
        return store.reader();
    }

    public CheckpointTable checkpoints() {
        return checkpoints;
    }

    /** A stream was written to. On the thread that folds. */
    void add(StreamRow stream) {
        changed.add(stream.path());
    }

    /** The paths of the streams that were written to since the last time. On the thread that folds. */
    List<byte[]> takeChanged() {
        if (changed.isEmpty()) {
            return List.of();
        }
        List<byte[]> taken = changed;
        changed = new ArrayList<>();
        return taken;
    }

    /** Whether it is caught up, so that its lanes may run. */
    boolean isServed() {
        return isServed && !isLeft;
    }

    void serve() {
        servedFrom = store.applied();
        isServed = true;
    }

    /** How far it was folded when its lanes began to run. */
    public long servedFrom() {
        return servedFrom;
    }

    boolean isLeft() {
        return isLeft;
    }

    void leave() {
        isLeft = true;
    }
}
