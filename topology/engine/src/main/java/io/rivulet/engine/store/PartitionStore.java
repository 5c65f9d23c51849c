package io.rivulet.engine.store;

import io.rivulet.engine.fold.Fold;
import io.rivulet.engine.fold.FoldSettings;
import io.rivulet.engine.fold.Progress;
import io.rivulet.engine.fold.StreamRow;
import io.rivulet.engine.fold.Verdicts;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.rocksdb.ReadOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rows of one partition: folds groups of records into them and keeps them on disk. One thread folds; any thread may
 * {@linkplain #reader() read}.
 *
 * <p>A group becomes visible as a whole. A {@linkplain #checkpoint checkpoint} writes the progress and what goes with it; a
 * flush makes it durable. After a crash the store is at some earlier checkpoint, and the fold goes on from there.
 */
public final class PartitionStore implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PartitionStore.class);

    /** A group that has grown to so many bytes is written, and a new one begun. */
    private static final int GROUP_BYTES = 8 << 20;

    private final Path folder;
    private final int partition;
    private final Settings settings;
    private final ReentrantLock writing = new ReentrantLock();
    private final ReadGate readGate = new ReadGate();
    private Open open;
    private volatile long applied;
    private volatile StoreCounts counts;
    private final AtomicBoolean isClosed = new AtomicBoolean();

    /** Set while a group is folded. Left set by a failure: then nothing is written any more, and the log is folded again. */
    private boolean isInGroup;

    private long flushedAt;

    /**
     * What a store needs to know.
     *
     * @param fold what the meaning of the log depends on
     * @param memory shared by all stores of the node
     * @param cachedStreams how many stream rows stay on the heap
     * @param flushInterval how often a checkpoint is made durable
     * @param background runs scans that may take long
     * @param clock for the flush interval alone
     */
    public record Settings(
            FoldSettings fold,
            StoreMemory memory,
            int cachedStreams,
            Duration flushInterval,
            Executor background,
            InstantSource clock) {}

    /** What belongs to one opening of the database. */
    private record Open(
            Database db, StreamCache streams, KeyFilters filters, RocksRows rows, Progress progress, Fold fold) {}

    private PartitionStore(Path folder, int partition, Settings settings) {
        this.folder = folder;
        this.partition = partition;
        this.settings = settings;
        open = openDatabase();
        counts = StoreCounts.of(open.progress(), 0);
        applied = open.progress().applied();
        flushedAt = settings.clock().millis();
    }

    /** Opens the store in a folder. Rows of another fold's version, or of other settings of the fold, are dropped: they are
     * folded again from the log. */
    public static PartitionStore open(Path folder, int partition, Settings settings) {
        return new PartitionStore(folder, partition, settings);
    }

    private Open openDatabase() {
        Database db = Database.open(folder, settings.memory());
        Progress progress = new Progress(settings.fold());
        byte[] stored = db.get(Family.META, RocksRows.PROGRESS);
        if (stored != null && !progress.decode(stored)) {
            LOG.atInfo()
                    .addKeyValue("partition", partition)
                    .addKeyValue("foldVersion", Fold.VERSION)
                    .addKeyValue("settings", settings.fold())
                    .log(
                            "The store is of another fold's version, or of other settings, and is built anew from the log");
            db.close();
            Database.destroy(folder);
            db = Database.open(folder, settings.memory());
            progress = new Progress(settings.fold());
        }
        StreamCache streams = new StreamCache(settings.cachedStreams());
        KeyFilters filters = new KeyFilters(db, settings.background());
        RocksRows rows = new RocksRows(db, streams, filters);
        return new Open(db, streams, filters, rows, progress, new Fold(settings.fold(), partition, rows, progress));
    }

    public int partition() {
        return partition;
    }

    /** The offset of the last record whose rows can be seen, -1 for none. Any thread. */
    public long applied() {
        return applied;
    }

    /** What the records came to, as of the last group. Any thread. */
    public StoreCounts counts() {
        return counts;
    }

    /**
     * Folds a group of records, in log order, and lets its rows be seen.
     *
     * @param onChange called for each stream that a record of the group was about, after its rows are written
     */
    public void apply(List<ConsumerRecord<byte[], byte[]>> records, Verdicts verdicts, Consumer<StreamRow> onChange) {
        writing.lock();
        try {
            if (isInGroup) {
                throw new IllegalStateException("folding failed before; the store must be closed and opened again");
            }
            isInGroup = true;
            RocksRows rows = open.rows();
            for (ConsumerRecord<byte[], byte[]> record : records) {
                open.fold().apply(record, verdicts);
                if (rows.pendingBytes() > GROUP_BYTES) {
                    rows.write(onChange);
                }
            }
            rows.write(onChange);
            isInGroup = false;
            if (open.streams().dirtyCount() * 2 > settings.cachedStreams()) {
                rows.writeCheckpoint(open.progress());
            }
            counts = StoreCounts.of(open.progress(), open.db().rowsWritten());
            applied = open.progress().applied();
        } finally {
            writing.unlock();
        }
    }

    /** Writes the progress and what goes with it, and makes it durable when the flush interval is over. */
    public void checkpoint() {
        writing.lock();
        try {
            requireWhole();
            open.rows().writeCheckpoint(open.progress());
            long now = settings.clock().millis();
            if (now - flushedAt >= settings.flushInterval().toMillis()) {
                flushedAt = now;
                open.db().flush();
            }
        } finally {
            writing.unlock();
        }
    }

    /** Writes the progress and what goes with it, and makes it durable now, so that closing has little left to do. Any thread. */
    public void flush() {
        writing.lock();
        try {
            if (!isInGroup && !isClosed.get()) {
                open.rows().writeCheckpoint(open.progress());
                flushedAt = settings.clock().millis();
                open.db().flush();
            }
        } finally {
            writing.unlock();
        }
    }

    /** Forgets every row: the log is folded from its beginning. */
    public void wipe() {
        readGate.close();
        writing.lock();
        try {
            closeDatabase();
            Database.destroy(folder);
            open = openDatabase();
            counts = StoreCounts.of(open.progress(), 0);
            applied = -1;
            isInGroup = false;
        } finally {
            writing.unlock();
        }
        readGate.open();
    }

    /** The way to read. */
    public PartitionReader reader() {
        return new PartitionReader(this);
    }

    /** Keeps the snapshot of a processor of a stream, in place of the one before. Any thread. */
    public void putSnapshot(byte[] path, String slug, Snapshot snapshot) {
        readGate.read(() -> {
            open.db().put(Family.PROCESSORS, Snapshot.key(path, slug), snapshot.encode());
            return snapshot;
        });
    }

    /** Removes the snapshot of a processor that was detached. Any thread. */
    public void deleteSnapshot(byte[] path, String slug) {
        readGate.read(() -> {
            open.db().delete(Family.PROCESSORS, Snapshot.key(path, slug));
            return slug;
        });
    }

    /** Sums up all rows as of this moment, while folding goes on. */
    public DigestScan.Result digest() {
        return readGate.read(() -> {
            Moment moment = moment();
            try {
                return DigestScan.of(open.db(), moment.snapshot(), moment.applied());
            } finally {
                open.db().release(moment.snapshot());
            }
        });
    }

    /**
     * A moment of all rows, stream rows included; the caller releases the snapshot.
     *
     * @param applied the offset of the last record folded
     */
    record Moment(ReadOptions snapshot, long applied, long streams, long quarantined) {}

    Moment moment() {
        writing.lock();
        try {
            requireWhole();
            open.rows().writeCheckpoint(open.progress());
            Progress progress = open.progress();
            return new Moment(open.db().snapshot(), progress.applied(), progress.streams(), progress.quarantined());
        } finally {
            writing.unlock();
        }
    }

    ReadGate readGate() {
        return readGate;
    }

    Database db() {
        return open.db();
    }

    StreamCache streams() {
        return open.streams();
    }

    KeyFilters filters() {
        return open.filters();
    }

    /** Writes and flushes what is there and closes. Idempotent. */
    @Override
    public void close() {
        if (!isClosed.compareAndSet(false, true)) {
            return;
        }
        readGate.close();
        writing.lock();
        try {
            if (!isInGroup) {
                open.rows().writeCheckpoint(open.progress());
                open.db().flush();
            }
            closeDatabase();
        } finally {
            writing.unlock();
        }
    }

    private void requireWhole() {
        if (isInGroup) {
            throw new IllegalStateException("folding failed in the middle of a group; nothing of it may be written");
        }
    }

    private void closeDatabase() {
        open.filters().close();
        open.db().close();
    }
}
