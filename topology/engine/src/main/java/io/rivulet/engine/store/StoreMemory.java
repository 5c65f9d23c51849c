package io.rivulet.engine.store;

import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * The native memory that all stores of a node share: a cache of blocks, and write buffers counted against a bound. Open one
 * for a node; close it after the last store.
 */
public final class StoreMemory implements AutoCloseable {

    private final Cache cache;
    private final WriteBufferManager writeBuffers;
    private final long writeBufferBytes;
    private boolean isClosed;

    /** Takes the two bounds, in bytes. */
    public StoreMemory(long blockCacheBytes, long writeBufferBytes) {
        RocksDB.loadLibrary();
        this.writeBufferBytes = writeBufferBytes;
        cache = new LRUCache(blockCacheBytes + writeBufferBytes);
        writeBuffers = new WriteBufferManager(writeBufferBytes, cache);
    }

    Cache cache() {
        return cache;
    }

    WriteBufferManager writeBuffers() {
        return writeBuffers;
    }

    long writeBufferBytes() {
        return writeBufferBytes;
    }

    /** How much of the cache is in use, in bytes, write buffers included; 0 once it is closed. */
    public synchronized long usedBytes() {
        return isClosed ? 0 : cache.getUsage();
    }

    @Override
    public synchronized void close() {
        isClosed = true;
        writeBuffers.close();
        cache.close();
    }
}
