package io.rivulet.engine.checkpoint;

import io.rivulet.engine.store.StoreClosedException;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The checkpoints of a partition while this node owns it. Any thread reads and hands over; the thread that folds the
 * partition {@linkplain #write writes}, some at a time, since only it may use a changelog's producer. What is handed over is
 * seen at once.
 */
public final class CheckpointTable {

    /** So many at a time hold up the fold for a few milliseconds at the most. */
    private static final int MAX_WRITTEN = 256;

    /** Above it whoever hands over waits for the writer: what is not written yet is on the heap. */
    private static final int MAX_PENDING = 20_000;

    private static final byte[] FORGOTTEN = {};

    private final KeyValueStore<byte[], byte[]> table;
    private final Map<ByteBuffer, byte[]> pending = new ConcurrentHashMap<>();
    private final AtomicInteger pendingCount = new AtomicInteger();
    private volatile boolean isLeft;

    CheckpointTable(KeyValueStore<byte[], byte[]> table) {
        this.table = table;
    }

    /**
     * The checkpoint of a lane, or null for none.
     *
     * @throws StoreClosedException when this node no longer owns the partition
     */
    public @Nullable Checkpoint read(byte[] path, String lane) {
        byte[] row = read(Checkpoint.key(path, lane));
        return row == null ? null : Checkpoint.decode(row);
    }

    /** A row that is not a lane's, or null for none; its key begins with a control character, as no path does. */
    public byte @Nullable [] read(byte[] key) {
        byte[] row = pending.get(ByteBuffer.wrap(key));
        if (row == null) {
            requireHeld();
            try {
                row = table.get(key);
            } catch (InvalidStateStoreException e) {
                throw new StoreClosedException();
            }
        }
        return row == null || row.length == 0 ? null : row;
    }

    /** Hands over what is to be written. Waits while too much is. */
    public void handOver(byte[] path, String lane, Checkpoint checkpoint) {
        put(Checkpoint.key(path, lane), checkpoint.encode());
    }

    /** Hands over a row that is not a lane's. */
    public void handOver(byte[] key, byte[] row) {
        put(key, row);
    }

    /** Removes the checkpoint of a lane that is no more. */
    public void forget(byte[] path, String lane) {
        put(Checkpoint.key(path, lane), FORGOTTEN);
    }

    private void put(byte[] key, byte[] row) {
        awaitRoom();
        if (pending.put(ByteBuffer.wrap(key), row) == null) {
            pendingCount.incrementAndGet();
        }
    }

    /** How many wait to be written. */
    public int pending() {
        return pendingCount.get();
    }

    private void awaitRoom() {
        if (pendingCount.get() < MAX_PENDING) {
            requireHeld();
            return;
        }
        synchronized (this) {
            while (pendingCount.get() >= MAX_PENDING && !isLeft) {
                try {
                    wait();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new StoreClosedException();
                }
            }
        }
        requireHeld();
    }

    private void requireHeld() {
        if (isLeft) {
            throw new StoreClosedException();
        }
    }

    /** Writes some of what was handed over. On the thread that folds the partition. */
    void write() {
        Iterator<Map.Entry<ByteBuffer, byte[]>> entries = pending.entrySet().iterator();
        for (int written = 0; written < MAX_WRITTEN && entries.hasNext(); written++) {
            Map.Entry<ByteBuffer, byte[]> entry = entries.next();
            byte[] row = entry.getValue();
            byte[] key = entry.getKey().array();
            table.put(key, row.length == 0 ? null : row);
            // Not if a newer one has come meanwhile: arrays are equal only to themselves.
            if (pending.remove(entry.getKey(), row)) {
                pendingCount.decrementAndGet();
            }
        }
        synchronized (this) {
            notifyAll();
        }
    }

    /** This node no longer owns the partition. */
    synchronized void leave() {
        isLeft = true;
        notifyAll();
    }
}
