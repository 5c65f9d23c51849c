package io.rivulet.engine.store;

import io.rivulet.engine.fold.Bytes;
import io.rivulet.engine.fold.KeyRow;
import io.rivulet.engine.fold.Progress;
import io.rivulet.engine.fold.Rows;
import io.rivulet.engine.fold.StreamRow;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a partition as its fold sees them: on the heap while a group of records is folded, then one write.
 *
 * <p>Rows of events go to the database at the end of every group. Stream rows and the progress stay on the heap and are
 * written together, at a checkpoint, and so are the entries of registries: a stream that a thousand events touch is written once. After a crash the rows of
 * events may thus be ahead of the progress. They are not seen, since stream rows bound what is read; a key counts only below
 * the record that asks; and folding again puts the same bytes.
 */
final class RocksRows implements Rows {

    static final byte[] PROGRESS = "progress".getBytes(StandardCharsets.US_ASCII);

    /** So many rows of what has ended are deleted with a checkpoint. */
    private static final int SWEEP_ROWS = 10_000;

    private final Database db;
    private final StreamCache streams;
    private final KeyTable keys = new KeyTable(4096);
    private final KeyFilters filters;
    private final EntryTable entries;
    private final Sweeper sweeper;
    private final List<byte[]> ended = new ArrayList<>();
    private final WriteGroup group = new WriteGroup();
    private final WriteGroup checkpoint = new WriteGroup();
    private final Bytes row = new Bytes(256);
    private final int streamsId;
    private final int mirrorId;
    private final int feedId;
    private final int keysId;
    private final int typesId;
    private final int registryId;
    private final int birthsId;
    private final int quarantineId;
    private final int metaId;
    private int markedCount;
    private int markedKeys;
    private int markedEntries;
    private int markedEnded;

    RocksRows(Database db, StreamCache streams, KeyFilters filters) {
        this.db = db;
        this.streams = streams;
        this.filters = filters;
        entries = streams.entries();
        sweeper = new Sweeper(db);
        streamsId = db.idOf(Family.STREAMS);
        mirrorId = db.idOf(Family.MIRROR);
        feedId = db.idOf(Family.FEED);
        keysId = db.idOf(Family.KEYS);
        typesId = db.idOf(Family.TYPES);
        registryId = db.idOf(Family.REGISTRY);
        birthsId = db.idOf(Family.BIRTHS);
        quarantineId = db.idOf(Family.QUARANTINE);
        metaId = db.idOf(Family.META);
    }

    @Override
    public @Nullable StreamRow find(byte[] path) {
        StreamRow working = streams.work(path);
        if (working != null) {
            return working;
        }
        byte[] stored = db.get(Family.STREAMS, path);
        return stored == null ? null : streams.workOn(StreamRow.decode(path, stored));
    }

    @Override
    public StreamRow begin(byte[] path) {
        return streams.begin(path);
    }

    @Override
    public boolean findKey(StreamRow stream, long hashHigh, long hashLow, KeyRow into) {
        if (filters.isNew(hashHigh, hashLow)) {
            return false;
        }
        return keys.find(stream.id(), hashHigh, hashLow, into)
                || findStoredKey(db, stream.id(), hashHigh, hashLow, into);
    }

    /** Looks a key up in the database, at whatever offset. Any thread. */
    static boolean findStoredKey(Database db, long streamId, long hashHigh, long hashLow, KeyRow into) {
        byte[] key = ByteBuffer.allocate(3 * Long.BYTES)
                .putLong(streamId)
                .putLong(hashHigh)
                .putLong(hashLow)
                .array();
        byte[] stored = db.get(Family.KEYS, key);
        if (stored == null) {
            return false;
        }
        into.decode(stored);
        return true;
    }

    @Override
    public void putKey(StreamRow stream, long hashHigh, long hashLow, KeyRow keyRow) {
        keys.put(stream.id(), hashHigh, hashLow, keyRow);
        filters.add(hashHigh, hashLow);
        row.clear();
        keyRow.encode(row);
        group.put(keysId, stream.id(), hashHigh, hashLow, row);
    }

    @Override
    public void putMirror(StreamRow stream, long index, Bytes envelope, byte @Nullable [] payload) {
        group.put(mirrorId, stream.id(), index, envelope, payload);
    }

    @Override
    public void putFeed(StreamRow stream, long number, Bytes span) {
        group.put(feedId, stream.id(), number, span, null);
    }

    @Override
    public void putPostings(StreamRow stream, long type, long first, Bytes chunk) {
        group.put(typesId, stream.id(), type, first, chunk);
    }

    @Override
    public void putBirth(long offset, byte[] path) {
        group.put(birthsId, offset, path);
    }

    @Override
    public void putQuarantine(long offset, Bytes entry) {
        group.put(quarantineId, offset, entry);
    }

    @Override
    public byte @Nullable [] findEntry(byte[] key) {
        byte[] value = entries.find(key);
        if (value == null) {
            return db.get(Family.REGISTRY, key);
        }
        return value == EntryTable.REMOVED ? null : value;
    }

    @Override
    public void putEntry(byte[] key, byte[] value) {
        entries.put(key, value);
    }

    @Override
    public void removeEntry(byte[] key) {
        entries.put(key, EntryTable.REMOVED);
    }

    @Override
    public void end(byte[] prefix) {
        ended.add(prefix);
    }

    @Override
    public int mark() {
        markedCount = group.count();
        markedKeys = keys.size();
        markedEntries = entries.mark();
        markedEnded = ended.size();
        return group.length();
    }

    @Override
    public void rollback(int mark) {
        group.truncate(mark, markedCount);
        keys.truncate(markedKeys);
        entries.rollback(markedEntries);
        ended.subList(markedEnded, ended.size()).clear();
    }

    /** How many bytes wait to be written. */
    int pendingBytes() {
        return group.length();
    }

    /** Ends a group: writes the rows of its events, and lets its streams be seen. */
    void write(Consumer<StreamRow> onChange) {
        if (!group.isEmpty()) {
            db.write(group);
            group.clear();
        }
        keys.clear();
        filters.settle();
        streams.publish();
        streams.announce(onChange);
    }

    /**
     * Writes the stream rows and entries that changed, together with the progress that they speak of. Then deletes some of what
     * has ended.
     */
    void writeCheckpoint(Progress progress) {
        streams.drainDirty(stream -> {
            if (stream.isVoid()) {
                checkpoint.delete(streamsId, stream.path());
            } else {
                row.clear();
                stream.encode(row);
                checkpoint.put(streamsId, stream.path(), row);
            }
        });
        entries.forEach((key, value) -> {
            if (value == EntryTable.REMOVED) {
                checkpoint.delete(registryId, key);
            } else {
                checkpoint.put(registryId, key, value);
            }
        });
        sweeper.add(ended, checkpoint);
        row.clear();
        progress.encode(row);
        checkpoint.put(metaId, PROGRESS, row);
        db.write(checkpoint);
        checkpoint.clear();
        entries.clear();
        ended.clear();
        sweeper.sweep(SWEEP_ROWS);
    }
}
