package io.rivulet.engine.store;

import io.rivulet.engine.fold.Postings;
import io.rivulet.engine.fold.StreamRow;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksIterator;

/** Walks over the indexes of the events of one type, a chunk at a time. One thread; to be closed. */
final class PostingCursor implements AutoCloseable {

    private static final int PREFIX = 2 * Long.BYTES;

    private final Database db;
    private final Postings postings;
    private final byte[] prefix;
    private @Nullable RocksIterator chunks;
    private long[] runs = {};
    private int run;
    private long index;

    /** Stands at the first index that is not below {@code from}. */
    PostingCursor(Database db, ReadOptions options, StreamRow stream, Postings postings, long from) {
        this.db = db;
        this.postings = postings;
        prefix = ByteBuffer.allocate(PREFIX)
                .putLong(stream.id())
                .putLong(postings.number())
                .array();
        if (postings.chunks() > 0 && from < postings.openFrom()) {
            RocksIterator rows = db.iterate(Family.TYPES, options);
            chunks = rows;
            rows.seekForPrev(ByteBuffer.allocate(PREFIX + Long.BYTES)
                    .put(prefix)
                    .putLong(from)
                    .array());
            if (!rows.isValid() || !EntryTable.startsWith(rows.key(), prefix)) {
                rows.seek(prefix);
            }
        }
        load();
        while (!isAtEnd() && runs[run] + runs[run + 1] <= from) {
            advance();
        }
        if (!isAtEnd()) {
            index = Math.max(from, runs[run]);
        }
    }

    boolean isAtEnd() {
        return run >= runs.length;
    }

    long index() {
        return index;
    }

    void next() {
        index++;
        if (index == runs[run] + runs[run + 1]) {
            advance();
            index = isAtEnd() ? index : runs[run];
        }
    }

    private void advance() {
        run += 2;
        if (run >= runs.length && chunks != null) {
            chunks.next();
            load();
        }
    }

    /** Takes the chunk that the rows stand at; after the last one that is closed, what is still open. */
    private void load() {
        RocksIterator rows = chunks;
        run = 0;
        if (rows != null
                && rows.isValid()
                && EntryTable.startsWith(rows.key(), prefix)
                && ByteBuffer.wrap(rows.key()).getLong(PREFIX) < postings.openFrom()) {
            db.countRead();
            runs = Postings.decodeChunk(rows.value());
            return;
        }
        close();
        runs = postings.openRuns();
    }

    @Override
    public void close() {
        if (chunks != null) {
            chunks.close();
            chunks = null;
        }
    }

    @Override
    public String toString() {
        return postings.type() + " at " + index + " of " + Arrays.toString(runs);
    }
}
