package io.rivulet.engine.store;

import io.rivulet.api.StreamPath;
import io.rivulet.engine.fold.KeyHash;
import io.rivulet.engine.fold.KeyRow;
import io.rivulet.engine.fold.MirrorRow;
import io.rivulet.engine.fold.Reader;
import io.rivulet.engine.fold.Span;
import io.rivulet.engine.fold.StreamRow;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksIterator;

/**
 * Reads a partition's rows. Any thread, while folding goes on: a {@link StreamRow} is the moment that a read is about, and
 * everything it counts can be read. Throws {@link StoreClosedException} once the store is closed.
 */
public final class PartitionReader {

    /** A page ends when it has so many bytes of rows, but never without a row. */
    public static final long PAGE_BYTES = 4L << 20;

    private final PartitionStore store;

    PartitionReader(PartitionStore store) {
        this.store = store;
    }

    /** The newest row of a stream, or null if there is no such stream. */
    public @Nullable StreamRow stream(byte[] path) {
        return store.readGate().read(() -> {
            StreamCache.Entry cached = store.streams().published(path);
            if (cached != null) {
                StreamRow row = cached.row();
                return row != null && row.exists() ? row : null;
            }
            byte[] stored = store.db().get(Family.STREAMS, path);
            StreamRow row = stored == null ? null : StreamRow.decode(path, stored);
            return row != null && row.exists() ? row : null;
        });
    }

    /** The event with an index; the stream must count it. */
    public MirrorRow event(StreamRow stream, long index) {
        return store.readGate().read(() -> eventAt(stream, index));
    }

    /** Events from an index on, ascending, at most {@code limit} and about {@link #PAGE_BYTES}. */
    public List<MirrorRow> mirror(StreamRow stream, long from, int limit) {
        return store.readGate().read(() -> scan(stream, from, Math.min(stream.count(), from + limit), PAGE_BYTES));
    }

    /** The index of the first event after an offset; the stream's count if there is none. */
    public long indexAfter(StreamRow stream, long offset) {
        if (offset >= stream.headOffset()) {
            return stream.count();
        }
        return store.readGate().read(() -> {
            long low = 0;
            long high = stream.count();
            while (low < high) {
                long middle = (low + high) >>> 1;
                if (eventAt(stream, middle).offset() > offset) {
                    high = middle;
                } else {
                    low = middle + 1;
                }
            }
            return low;
        });
    }

    /**
     * A row of the feed with its events.
     *
     * @param row its number
     */
    public record FeedRow(long row, Span span, List<MirrorRow> events) {}

    /** Rows of the feed, at most {@code limit} and about {@link #PAGE_BYTES}. */
    public List<FeedRow> feed(StreamRow stream, long from, int limit) {
        return store.readGate().read(() -> {
            List<FeedRow> rows = new ArrayList<>();
            long bytes = 0;
            for (long number = from; number < Math.min(stream.feedRows(), from + limit); number++) {
                Span span = spanAt(stream, number);
                List<MirrorRow> events = scan(stream, span.firstIndex(), span.lastIndex() + 1, Long.MAX_VALUE);
                rows.add(new FeedRow(number, span, events));
                for (MirrorRow event : events) {
                    bytes += event.length();
                }
                if (bytes > PAGE_BYTES) {
                    break;
                }
            }
            return rows;
        });
    }

    /** Where the event with an idempotency key lies, or null if the key is new. */
    public @Nullable KeyRow findKey(StreamRow stream, byte[] idempotencyKey) {
        KeyHash hash = new KeyHash();
        hash.hash(stream.id(), idempotencyKey);
        return store.readGate().read(() -> {
            if (store.filters().isNew(hash.high(), hash.low())) {
                return null;
            }
            KeyRow row = new KeyRow();
            boolean isFound = RocksRows.findStoredKey(store.db(), stream.id(), hash.high(), hash.low(), row);
            return isFound && row.index() < stream.count() ? row : null;
        });
    }

    /**
     * Streams at or below a path.
     *
     * @param total how many streams the partition has, whatever was asked for
     */
    public record Streams(List<StreamRow> rows, long total) {}

    /** Streams at or below a path in the order of their bytes, after another, at most {@code limit}. */
    public Streams streams(StreamPath under, @Nullable StreamPath after, int limit) {
        return store.readGate().read(() -> {
            PartitionStore.Moment moment = store.moment();
            try {
                return new Streams(scanStreams(under, after, limit, moment.snapshot()), moment.streams());
            } finally {
                store.db().release(moment.snapshot());
            }
        });
    }

    /** A record that is no event; the flaw is the name of a {@link io.rivulet.wire.Flaw}. */
    public record Quarantined(long offset, long timestamp, String flaw) {}

    /** The newest records that are no events, newest first, at most {@code limit}. */
    public List<Quarantined> quarantine(int limit) {
        return store.readGate().read(() -> {
            List<Quarantined> entries = new ArrayList<>();
            long applied = store.applied();
            try (ReadOptions options = new ReadOptions();
                    RocksIterator rows = store.db().iterate(Family.QUARANTINE, options)) {
                for (rows.seekToLast(); rows.isValid() && entries.size() < limit; rows.prev()) {
                    long offset = ByteBuffer.wrap(rows.key()).getLong();
                    Reader in = new Reader(rows.value());
                    if (offset <= applied) {
                        entries.add(new Quarantined(offset, in.readLong(), in.readText()));
                    }
                }
            }
            return entries;
        });
    }

    /** Sums up all rows as of this moment. Reads every one of them. */
    public DigestScan.Result digest() {
        return store.digest();
    }

    /** The offset of the last record whose rows can be seen, -1 for none. */
    public long applied() {
        return store.applied();
    }

    private List<StreamRow> scanStreams(StreamPath under, @Nullable StreamPath after, int limit, ReadOptions snapshot) {
        byte[] own = under.toKey();
        byte[] prefix = under.equals(StreamPath.ROOT) ? own : (under.value() + "/").getBytes(StandardCharsets.UTF_8);
        List<StreamRow> found = new ArrayList<>();
        try (RocksIterator rows = store.db().iterate(Family.STREAMS, snapshot)) {
            rows.seek(own);
            if (rows.isValid() && Arrays.equals(rows.key(), own) && (after == null || after.compareTo(under) < 0)) {
                addExisting(rows, found);
            }
            boolean isInside = after != null && Arrays.compareUnsigned(after.toKey(), prefix) >= 0;
            rows.seek(isInside && after != null ? after.toKey() : prefix);
            while (rows.isValid() && found.size() < limit && startsWith(rows.key(), prefix)) {
                byte[] path = rows.key();
                boolean isAfter = after == null || Arrays.compareUnsigned(path, after.toKey()) > 0;
                if (isAfter && !Arrays.equals(path, own)) {
                    addExisting(rows, found);
                }
                rows.next();
            }
        }
        return found;
    }

    private static void addExisting(RocksIterator rows, List<StreamRow> found) {
        StreamRow row = StreamRow.decode(rows.key(), rows.value());
        if (row.exists()) {
            found.add(row);
        }
    }

    private static boolean startsWith(byte[] path, byte[] prefix) {
        return path.length >= prefix.length && Arrays.equals(path, 0, prefix.length, prefix, 0, prefix.length);
    }

    private Span spanAt(StreamRow stream, long number) {
        Span open = stream.openSpan();
        if (open != null && number == stream.feedRows() - 1) {
            return open;
        }
        return Span.decode(stored(Family.FEED, stream, number));
    }

    private MirrorRow eventAt(StreamRow stream, long index) {
        return new MirrorRow(index, stored(Family.MIRROR, stream, index));
    }

    private byte[] stored(Family family, StreamRow stream, long position) {
        byte[] row = store.db().get(family, key(stream, position));
        if (row == null) {
            throw new IllegalStateException(
                    "the " + family.label() + " of stream " + stream.pathText() + " has no row " + position);
        }
        return row;
    }

    private List<MirrorRow> scan(StreamRow stream, long from, long to, long byteBudget) {
        List<MirrorRow> events = new ArrayList<>();
        if (from >= to) {
            return events;
        }
        if (to - from == 1) {
            events.add(eventAt(stream, from));
            return events;
        }
        long bytes = 0;
        try (ReadOptions options = new ReadOptions();
                RocksIterator rows = store.db().iterate(Family.MIRROR, options)) {
            rows.seek(key(stream, from));
            for (long index = from; index < to && bytes <= byteBudget; index++) {
                if (!rows.isValid() || ByteBuffer.wrap(rows.key()).getLong(Long.BYTES) != index) {
                    throw new IllegalStateException(
                            "the mirror of stream " + stream.pathText() + " has no row " + index);
                }
                byte[] row = rows.value();
                bytes += row.length;
                events.add(new MirrorRow(index, row));
                rows.next();
            }
        }
        return events;
    }

    private static byte[] key(StreamRow stream, long position) {
        return ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(stream.id())
                .putLong(position)
                .array();
    }
}
