package io.rivulet.engine.store;

import io.rivulet.api.StreamPath;
import io.rivulet.engine.fold.AnnouncementEntry;
import io.rivulet.engine.fold.ChildEntry;
import io.rivulet.engine.fold.ConnectionEntry;
import io.rivulet.engine.fold.KeyHash;
import io.rivulet.engine.fold.KeyRow;
import io.rivulet.engine.fold.MirrorRow;
import io.rivulet.engine.fold.Postings;
import io.rivulet.engine.fold.Reader;
import io.rivulet.engine.fold.Span;
import io.rivulet.engine.fold.StreamRow;
import io.rivulet.engine.fold.SubscriptionEntry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksIterator;

/**
 * Reads a partition's rows. Any thread, while folding goes on: a {@link StreamRow} is the moment that a read is about, and
 * everything it counts can be read. Throws {@link StoreClosedException} once the store is closed, and
 * {@link StreamResetException} when the stream was reset since.
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
        return store.readGate().read(() -> newest(path));
    }

    /**
     * A stream's row and the state of the same moment (SUB-15).
     *
     * @param json the core state as it is served, a JSON object
     */
    public record State(StreamRow stream, byte[] json) {}

    /** The newest state of a stream, or null if there is no such stream. */
    public @Nullable State state(byte[] path, String namespace) {
        return store.readGate().read(() -> store.streams()
                .atOneMoment(() -> {
                    StreamRow stream = newest(path);
                    return Optional.ofNullable(stream)
                            .map(row -> new State(
                                    row, row.stateJson(namespace, registries().view(row))));
                })
                .orElse(null));
    }

    /** The configured subscriptions of a stream as of now, in the order of their keys. */
    public List<SubscriptionEntry> subscriptions(StreamRow stream) {
        return store.readGate().read(() -> registries().subscriptions(stream, Integer.MAX_VALUE, Long.MAX_VALUE));
    }

    /** The open connections of a stream as of its row, in the order of their keys: none that a {@code woken} has ended. */
    public List<ConnectionEntry> connections(StreamRow stream) {
        return store.readGate().read(() -> registries().connections(stream, Integer.MAX_VALUE, Long.MAX_VALUE));
    }

    /** The processors that have announced themselves to a stream, in the order of their slugs. */
    public List<AnnouncementEntry> announcements(StreamRow stream) {
        return store.readGate().read(() -> registries().announcements(stream, Integer.MAX_VALUE, Long.MAX_VALUE));
    }

    /**
     * Immediate children of a stream in the order of their first announcement.
     *
     * @param after the position after which to go on, -1 to begin
     */
    public List<ChildEntry> children(StreamRow stream, long after, int limit) {
        return store.readGate().read(() -> registries().children(stream, after, limit, PAGE_BYTES));
    }

    /**
     * The paths of the streams that have subscriptions, in the order of their bytes, without a look at any other stream.
     *
     * @param after the path to go on after, null to begin
     */
    public List<byte[]> subscribedStreams(byte @Nullable [] after, int limit) {
        return store.readGate().read(() -> registries().subscribed(after, limit));
    }

    /** The event with an index; the stream must count it. */
    public MirrorRow event(StreamRow stream, long index) {
        return store.readGate().read(() -> eventAt(stream, index));
    }

    /** Events from an index on, ascending, at most {@code limit} and about {@link #PAGE_BYTES}. */
    public List<MirrorRow> mirror(StreamRow stream, long from, int limit) {
        return store.readGate().read(() -> scan(stream, from, Math.min(stream.count(), from + limit), PAGE_BYTES));
    }

    /** The same, about {@code bytes} of rows, but never without an event where there is one. */
    public List<MirrorRow> mirror(StreamRow stream, long from, int limit, long bytes) {
        return store.readGate().read(() -> scan(stream, from, Math.min(stream.count(), from + limit), bytes));
    }

    /**
     * Events of some types.
     *
     * @param events ascending
     * @param hasMore whether there are more of these types within the bounds
     */
    public record Typed(List<MirrorRow> events, boolean hasMore) {}

    /** Events of some types from an index on and below another, at most {@code limit} and about {@link #PAGE_BYTES}: no others are read. */
    public Typed ofTypes(StreamRow stream, Set<String> types, long from, long to, int limit) {
        return store.readGate().read(() -> {
            List<Long> indexes = types().indexes(stream, types, from, Math.min(to, stream.count()), limit + 1);
            List<MirrorRow> events = new ArrayList<>();
            long bytes = 0;
            for (int i = 0; i < indexes.size() && events.size() < limit && bytes < PAGE_BYTES; ) {
                int end = i + 1;
                while (end < Math.min(limit, indexes.size()) && indexes.get(end) == indexes.get(end - 1) + 1) {
                    end++;
                }
                List<MirrorRow> run = scan(stream, indexes.get(i), indexes.get(end - 1) + 1, PAGE_BYTES - bytes);
                events.addAll(run);
                bytes += run.stream().mapToLong(MirrorRow::length).sum();
                i = end;
            }
            return new Typed(events, events.size() < indexes.size());
        });
    }

    /** How many events a stream has of a type. */
    public record TypeCount(String type, long count) {}

    /** How many events a stream has of each type, the first ones first; at most so many types of {@link StreamRow#typeCount}. */
    public List<TypeCount> typeCounts(StreamRow stream, int limit) {
        return store.readGate().read(() -> types().all(stream, limit).stream()
                .map(postings -> new TypeCount(postings.type().name(), postings.count()))
                .toList());
    }

    /** How many events a stream has of some types together. */
    public long countOf(StreamRow stream, Set<String> types) {
        return store.readGate().read(() -> types.stream()
                .map(type -> types().find(stream, type))
                .filter(Objects::nonNull)
                .mapToLong(Postings::count)
                .sum());
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

    /** A stream that was created, and the offset at which that was judged. */
    public record Birth(long offset, StreamPath path) {}

    /** The streams that were created after an offset, in the order in which that was judged, at most {@code limit}. */
    public List<Birth> births(long after, int limit) {
        return store.readGate().read(() -> {
            List<Birth> births = new ArrayList<>();
            long applied = store.applied();
            try (ReadOptions options = new ReadOptions();
                    RocksIterator rows = store.db().iterate(Family.BIRTHS, options)) {
                byte[] first =
                        ByteBuffer.allocate(Long.BYTES).putLong(after + 1).array();
                for (rows.seek(first); rows.isValid() && births.size() < limit; rows.next()) {
                    long offset = ByteBuffer.wrap(rows.key()).getLong();
                    if (offset > applied) {
                        break;
                    }
                    births.add(new Birth(offset, StreamPath.fromKey(rows.value())));
                }
            }
            return births;
        });
    }

    /** A record that is no event; the flaw is the name of a {@link io.rivulet.wire.Flaw}. */
    public record Quarantined(long offset, long timestamp, String flaw) {}

    /** Records that are no events below an offset, from the highest offset down, at most {@code limit}. */
    public List<Quarantined> quarantine(long below, int limit) {
        return store.readGate().read(() -> {
            List<Quarantined> entries = new ArrayList<>();
            if (below <= 0) {
                return entries;
            }
            long applied = store.applied();
            try (ReadOptions options = new ReadOptions();
                    RocksIterator rows = store.db().iterate(Family.QUARANTINE, options)) {
                byte[] last = ByteBuffer.allocate(Long.BYTES).putLong(below - 1).array();
                for (rows.seekForPrev(last); rows.isValid() && entries.size() < limit; rows.prev()) {
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

    /** The newest snapshot of a processor of a stream, or null for none. */
    public @Nullable Snapshot snapshot(byte[] path, String slug) {
        return store.readGate().read(() -> {
            byte[] row = store.db().get(Family.PROCESSORS, Snapshot.key(path, slug));
            return row == null ? null : Snapshot.decode(row);
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

    private TypeReader types() {
        return new TypeReader(store.db(), store.streams().entries());
    }

    private RegistryReader registries() {
        return new RegistryReader(store.db(), store.streams().entries());
    }

    private @Nullable StreamRow newest(byte[] path) {
        StreamCache.Entry cached = store.streams().published(path);
        if (cached != null) {
            StreamRow row = cached.row();
            return row != null && row.exists() ? row : null;
        }
        byte[] stored = store.db().get(Family.STREAMS, path);
        StreamRow row = stored == null ? null : StreamRow.decode(path, stored);
        return row != null && row.exists() ? row : null;
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
            throw missing(family, stream, position);
        }
        return row;
    }

    /** A row that is not there has gone with the life of its stream; otherwise something is broken. */
    private RuntimeException missing(Family family, StreamRow stream, long position) {
        StreamRow newest = newest(stream.path());
        return newest == null || newest.id() != stream.id()
                ? new StreamResetException()
                : new IllegalStateException(
                        "the " + family.label() + " of stream " + stream.pathText() + " has no row " + position);
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
                if (!rows.isValid() || !Arrays.equals(rows.key(), key(stream, index))) {
                    throw missing(Family.MIRROR, stream, index);
                }
                store.db().countRead();
                byte[] row = rows.value();
                bytes += row.length;
                events.add(new MirrorRow(index, row));
                rows.next();
            }
        }
        return events;
    }

    private static byte[] key(StreamRow stream, long position) {
        return key(stream.id(), position);
    }

    private static byte[] key(long id, long position) {
        return ByteBuffer.allocate(2 * Long.BYTES).putLong(id).putLong(position).array();
    }
}
