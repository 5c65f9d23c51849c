package io.rivulet.engine.store;

import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksIterator;

/**
 * The filter over a partition's idempotency keys, kept large enough. A filter is not stored: when a store opens, and when
 * the filter is full, a new one is filled from the key rows in the background. Until then every key is looked up, which is
 * slower and as right.
 */
final class KeyFilters implements AutoCloseable {

    private static final long SMALLEST = 1 << 20;

    private final Database db;
    private final Executor background;
    private KeyFilter live;
    private volatile boolean isComplete;
    private volatile @Nullable KeyFilter scanned;
    private volatile boolean isClosed;
    private final Object scanLock = new Object();

    KeyFilters(Database db, Executor background) {
        this.db = db;
        this.background = background;
        long rows = db.estimateRows(Family.KEYS);
        live = new KeyFilter(Math.max(SMALLEST, rows * 2));
        // The estimate may be none where there are some: a key that is thought to be new would be an event twice.
        if (db.isEmpty(Family.KEYS)) {
            isComplete = true;
        } else {
            refill();
        }
    }

    /** Whether a key is certainly new. False while the filter is filled. */
    boolean isNew(long high, long low) {
        return isComplete && live.isNew(high, low);
    }

    /** The fold's thread only, as is {@link #settle}. */
    void add(long high, long low) {
        live.add(high, low);
    }

    /** Takes over what was read in the background; replaces a filter that is full. */
    void settle() {
        KeyFilter read = scanned;
        if (read != null) {
            scanned = null;
            live.addAll(read);
            isComplete = true;
        } else if (isComplete && live.isFull()) {
            isComplete = false;
            live = new KeyFilter(live.capacity() * 2);
            refill();
        }
    }

    private void refill() {
        long capacity = live.capacity();
        background.execute(() -> {
            synchronized (scanLock) {
                if (!isClosed) {
                    scanned = scan(capacity);
                }
            }
        });
    }

    private @Nullable KeyFilter scan(long capacity) {
        KeyFilter filter = new KeyFilter(capacity);
        ReadOptions snapshot = db.snapshot();
        try (RocksIterator rows = db.iterate(Family.KEYS, snapshot)) {
            for (rows.seekToFirst(); rows.isValid(); rows.next()) {
                if (isClosed) {
                    return null;
                }
                ByteBuffer key = ByteBuffer.wrap(rows.key());
                filter.add(key.getLong(8), key.getLong(16));
            }
        } finally {
            db.release(snapshot);
        }
        return filter;
    }

    /** Ends a scan that may be running; the database may then be closed. */
    @Override
    public void close() {
        isClosed = true;
        synchronized (scanLock) {
            scanned = null;
        }
    }
}
