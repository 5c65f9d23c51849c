package io.rivulet.engine.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.FlushOptions;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * One partition's RocksDB. It has no write-ahead log, since the topic is one: families are flushed together, so after a
 * crash it is whole, at some earlier moment. Writing groups is for one thread; reading, and rows of their own, for any, while it is open.
 */
final class Database implements AutoCloseable {

    private final List<AutoCloseable> options = new ArrayList<>();
    private final Map<Family, ColumnFamilyHandle> handles = new EnumMap<>(Family.class);
    private final WriteOptions writeOptions = new WriteOptions().setDisableWAL(true);
    private final LongAdder rowsRead = new LongAdder();
    private final LongAdder rowsWritten = new LongAdder();
    private final RocksDB db;

    private Database(RocksDB db, List<ColumnFamilyHandle> handles, List<AutoCloseable> options) {
        this.db = db;
        for (Family family : Family.values()) {
            this.handles.put(family, handles.get(this.handles.size()));
        }
        this.options.addAll(options);
    }

    static Database open(Path folder, StoreMemory memory) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new StoreException("cannot create the folder of a store, " + folder, e);
        }
        List<AutoCloseable> options = new ArrayList<>();
        DBOptions dbOptions = new DBOptions()
                .setCreateIfMissing(true)
                .setCreateMissingColumnFamilies(true)
                .setAtomicFlush(true)
                .setAllowConcurrentMemtableWrite(false)
                .setWriteBufferManager(memory.writeBuffers())
                .setMaxBackgroundJobs(2)
                .setMaxOpenFiles(-1)
                // A store is opened on the thread that folds the others: what is not needed to open it is not read.
                .setSkipCheckingSstFileSizesOnDbOpen(true)
                .setKeepLogFileNum(2)
                .setMaxLogFileSize(1 << 20);
        options.add(dbOptions);
        List<ColumnFamilyDescriptor> descriptors = new ArrayList<>();
        for (Family family : Family.values()) {
            ColumnFamilyOptions familyOptions = familyOptions(family, memory, options);
            descriptors.add(
                    new ColumnFamilyDescriptor(family.label().getBytes(StandardCharsets.US_ASCII), familyOptions));
        }
        List<ColumnFamilyHandle> handles = new ArrayList<>();
        try {
            RocksDB db = RocksDB.open(dbOptions, folder.toString(), descriptors, handles);
            return new Database(db, handles, options);
        } catch (RocksDBException e) {
            throw new StoreException("cannot open the store in " + folder, e);
        }
    }

    /** Deletes a closed store. */
    static void destroy(Path folder) {
        try (Options options = new Options()) {
            RocksDB.destroyDB(folder.toString(), options);
        } catch (RocksDBException e) {
            throw new StoreException("cannot delete the store in " + folder, e);
        }
    }

    /**
     * Where keys begin with the stream's id, the memtable remembers where the last row of each stream was put: the next one
     * belongs there, or near. RocksDB's Java face offers this by its name alone.
     */
    private static ColumnFamilyOptions newFamilyOptions(Family family) {
        if (!family.beginsWithStreamId()) {
            return new ColumnFamilyOptions();
        }
        Properties hint = new Properties();
        hint.put("memtable_insert_with_hint_prefix_extractor", "fixed:" + Long.BYTES);
        return Objects.requireNonNull(
                ColumnFamilyOptions.getColumnFamilyOptionsFromProps(hint), "RocksDB knows the option no more");
    }

    private static ColumnFamilyOptions familyOptions(Family family, StoreMemory memory, List<AutoCloseable> options) {
        BloomFilter bloom = new BloomFilter(10);
        ColumnFamilyOptions familyOptions = newFamilyOptions(family)
                .setWriteBufferSize(Math.max(4 << 20, memory.writeBufferBytes() / 4))
                .setMaxWriteBufferNumber(4)
                .setCompressionType(
                        family == Family.KEYS ? CompressionType.NO_COMPRESSION : CompressionType.LZ4_COMPRESSION)
                .setLevelCompactionDynamicLevelBytes(true)
                .setTableFormatConfig(new BlockBasedTableConfig()
                        .setBlockCache(memory.cache())
                        .setCacheIndexAndFilterBlocks(true)
                        .setPinL0FilterAndIndexBlocksInCache(true)
                        .setFilterPolicy(bloom)
                        .setFormatVersion(5));
        options.add(bloom);
        options.add(familyOptions);
        return familyOptions;
    }

    private ColumnFamilyHandle handle(Family family) {
        ColumnFamilyHandle handle = handles.get(family);
        if (handle == null) {
            throw new IllegalStateException("every family is opened with the database");
        }
        return handle;
    }

    int idOf(Family family) {
        return handle(family).getID();
    }

    void write(WriteGroup group) {
        try (WriteBatch batch = group.toWriteBatch()) {
            db.write(writeOptions, batch);
            rowsWritten.add(group.count());
        } catch (RocksDBException e) {
            throw new StoreException("cannot write a group of rows", e);
        }
    }

    /** Writes one row, beside the thread that folds. Any thread. */
    void put(Family family, byte[] key, byte[] value) {
        try {
            db.put(handle(family), writeOptions, key, value);
        } catch (RocksDBException e) {
            throw new StoreException("cannot write a row", e);
        }
    }

    /** Removes one row. Any thread. */
    void delete(Family family, byte[] key) {
        try {
            db.delete(handle(family), writeOptions, key);
        } catch (RocksDBException e) {
            throw new StoreException("cannot remove a row", e);
        }
    }

    /** Makes everything written so far durable, all families as one. */
    void flush() {
        try (FlushOptions flush = new FlushOptions().setWaitForFlush(true)) {
            db.flush(flush, List.copyOf(handles.values()));
        } catch (RocksDBException e) {
            throw new StoreException("cannot flush a store", e);
        }
    }

    /** How many rows were read, for page after page: what a question costs. */
    long rowsRead() {
        return rowsRead.sum();
    }

    /** How many rows groups have written. */
    long rowsWritten() {
        return rowsWritten.sum();
    }

    void countRead() {
        rowsRead.increment();
    }

    byte @Nullable [] get(Family family, byte[] key) {
        rowsRead.increment();
        try {
            return db.get(handle(family), key);
        } catch (RocksDBException e) {
            throw new StoreException("cannot read a row", e);
        }
    }

    RocksIterator iterate(Family family, ReadOptions readOptions) {
        return db.newIterator(handle(family), readOptions);
    }

    /** Whether a family has no rows at all. */
    boolean isEmpty(Family family) {
        try (ReadOptions options = new ReadOptions();
                RocksIterator rows = iterate(family, options)) {
            rows.seekToFirst();
            return !rows.isValid();
        }
    }

    /** About how many rows a family has. */
    long estimateRows(Family family) {
        try {
            return db.getLongProperty(handle(family), "rocksdb.estimate-num-keys");
        } catch (RocksDBException e) {
            throw new StoreException("cannot read a property", e);
        }
    }

    /** The present moment of all families; the caller releases it. */
    ReadOptions snapshot() {
        return new ReadOptions().setSnapshot(db.getSnapshot()).setFillCache(false);
    }

    void release(ReadOptions snapshot) {
        db.releaseSnapshot(snapshot.snapshot());
        snapshot.close();
    }

    @Override
    public void close() {
        handles.values().forEach(ColumnFamilyHandle::close);
        try {
            db.closeE();
            writeOptions.close();
            for (AutoCloseable option : options) {
                option.close();
            }
        } catch (Exception e) {
            throw new StoreException("cannot close a store", e);
        }
    }
}
