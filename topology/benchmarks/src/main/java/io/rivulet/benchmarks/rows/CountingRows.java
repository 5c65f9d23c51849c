package io.rivulet.benchmarks.rows;

import io.rivulet.engine.fold.Bytes;
import io.rivulet.engine.fold.KeyRow;
import io.rivulet.engine.fold.Rows;
import io.rivulet.engine.fold.StreamRow;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rows that keep the streams on the heap and of everything else only count what was put: with them a fold costs what it
 * costs without a store. No idempotency key is ever known, and nothing can be taken back, so it takes no batches.
 */
public final class CountingRows implements Rows {

    private final Map<ByteBuffer, StreamRow> streams = new HashMap<>();
    private final Count keys = new Count(3 * Long.BYTES);
    private final Count mirror = new Count(2 * Long.BYTES);
    private final Count feed = new Count(2 * Long.BYTES);
    private final Count postings = new Count(3 * Long.BYTES);
    private final Count births = new Count(Long.BYTES);
    private final Bytes scratch = new Bytes(64);

    /** How many rows were put, and of how many bytes, their keys included. */
    public static final class Count {

        private final int keyBytes;
        private long rows;
        private long bytes;

        private Count(int keyBytes) {
            this.keyBytes = keyBytes;
        }

        public long rows() {
            return rows;
        }

        public long bytes() {
            return bytes;
        }

        private void add(int valueBytes) {
            rows++;
            bytes += keyBytes + valueBytes;
        }
    }

    /** Rows of idempotency keys. */
    public Count keys() {
        return keys;
    }

    /** Rows of events. */
    public Count mirror() {
        return mirror;
    }

    /** Closed rows of feeds. */
    public Count feed() {
        return feed;
    }

    /** Closed chunks of the index by type. */
    public Count postings() {
        return postings;
    }

    /** Streams that were created. */
    public Count births() {
        return births;
    }

    @Override
    public @Nullable StreamRow find(byte[] path) {
        return streams.get(ByteBuffer.wrap(path));
    }

    @Override
    public StreamRow begin(byte[] path) {
        StreamRow stream = new StreamRow(path);
        streams.put(ByteBuffer.wrap(path), stream);
        return stream;
    }

    @Override
    public boolean findKey(StreamRow stream, long hashHigh, long hashLow, KeyRow into) {
        return false;
    }

    @Override
    public void putKey(StreamRow stream, long hashHigh, long hashLow, KeyRow row) {
        scratch.clear();
        row.encode(scratch);
        keys.add(scratch.length());
    }

    @Override
    public void putMirror(StreamRow stream, long index, Bytes envelope, byte @Nullable [] payload) {
        mirror.add(envelope.length() + (payload == null ? 0 : payload.length));
    }

    @Override
    public void putFeed(StreamRow stream, long row, Bytes span) {
        feed.add(span.length());
    }

    @Override
    public void putPostings(StreamRow stream, long type, long first, Bytes chunk) {
        postings.add(chunk.length());
    }

    @Override
    public void putBirth(long offset, byte[] path) {
        births.add(path.length);
    }

    @Override
    public void putQuarantine(long offset, Bytes entry) {
        throw new IllegalStateException("Every event of a workload is good, but one at " + offset + " is not");
    }

    @Override
    public byte @Nullable [] findEntry(byte[] key) {
        throw new IllegalStateException("No event of a workload changes a registry");
    }

    @Override
    public void putEntry(byte[] key, byte[] value) {
        throw new IllegalStateException("No event of a workload changes a registry");
    }

    @Override
    public void removeEntry(byte[] key) {
        throw new IllegalStateException("No event of a workload changes a registry");
    }

    @Override
    public void end(byte[] prefix) {
        throw new IllegalStateException("No event of a workload changes a registry");
    }

    @Override
    public int mark() {
        throw new UnsupportedOperationException("no batches");
    }

    @Override
    public void rollback(int mark) {
        throw new UnsupportedOperationException("no batches");
    }
}
