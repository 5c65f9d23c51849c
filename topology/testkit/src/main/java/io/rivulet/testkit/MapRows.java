package io.rivulet.testkit;

import io.rivulet.engine.fold.AnnouncementEntry;
import io.rivulet.engine.fold.Bytes;
import io.rivulet.engine.fold.ChildEntry;
import io.rivulet.engine.fold.ConnectionEntry;
import io.rivulet.engine.fold.EntryKey;
import io.rivulet.engine.fold.KeyHash;
import io.rivulet.engine.fold.KeyRow;
import io.rivulet.engine.fold.MirrorRow;
import io.rivulet.engine.fold.Postings;
import io.rivulet.engine.fold.Progress;
import io.rivulet.engine.fold.Reader;
import io.rivulet.engine.fold.Registry;
import io.rivulet.engine.fold.RegistryView;
import io.rivulet.engine.fold.Rows;
import io.rivulet.engine.fold.Span;
import io.rivulet.engine.fold.StreamRow;
import io.rivulet.engine.fold.SubscriptionEntry;
import io.rivulet.testkit.RowKey.Family;
import io.rivulet.wire.Flaw;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a partition in sorted maps. One thread.
 *
 * <p>It forgets as a store does that writes stream rows and progress at checkpoints only: after {@link #fallBackTo} these are
 * the checkpoint's, while the rows of events that were put since stay, ahead of the progress.
 */
public final class MapRows implements Rows {

    /** Stream rows, entries of registries and progress, as they are stored. */
    public static final class Checkpoint {

        /** A partition of which nothing is folded. */
        public static final Checkpoint NONE = new Checkpoint(new TreeMap<>(), newEntries(), 0, null);

        private final SortedMap<String, byte[]> streams;
        private final NavigableMap<byte[], byte[]> entries;
        private final int deletions;
        private final byte @Nullable [] progress;

        private Checkpoint(
                SortedMap<String, byte[]> streams,
                NavigableMap<byte[], byte[]> entries,
                int deletions,
                byte @Nullable [] progress) {
            this.streams = streams;
            this.entries = entries;
            this.deletions = deletions;
            this.progress = progress;
        }

        void encode(Bytes out) {
            streams.forEach((path, row) -> out.putSized(path).putSized(row));
            entries.forEach((key, value) -> out.putSized(key).putSized(value));
            if (progress != null) {
                out.putSized(progress);
            }
        }
    }

    private final NavigableMap<RowKey, byte[]> events = new TreeMap<>();
    private final NavigableMap<byte[], byte[]> entries = newEntries();
    private final SortedMap<String, StreamRow> streams = new TreeMap<>();
    private final List<byte[]> ended = new ArrayList<>();

    /** What each checkpoint deleted: a store that falls back to before it has it still. */
    private final List<Map<RowKey, byte[]>> deleted = new ArrayList<>();

    private final List<Runnable> undo = new ArrayList<>();

    @Override
    public @Nullable StreamRow find(byte[] path) {
        return streams.get(text(path));
    }

    @Override
    public StreamRow begin(byte[] path) {
        StreamRow stream = new StreamRow(path);
        streams.put(text(path), stream);
        return stream;
    }

    @Override
    public boolean findKey(StreamRow stream, long hashHigh, long hashLow, KeyRow into) {
        byte[] row = events.get(new RowKey(Family.KEYS, stream.id(), hashHigh, hashLow));
        if (row == null) {
            return false;
        }
        into.decode(row);
        return true;
    }

    @Override
    public void putKey(StreamRow stream, long hashHigh, long hashLow, KeyRow row) {
        Bytes encoded = new Bytes(16);
        row.encode(encoded);
        put(new RowKey(Family.KEYS, stream.id(), hashHigh, hashLow), encoded.toArray());
    }

    @Override
    public void putMirror(StreamRow stream, long index, Bytes envelope, byte @Nullable [] payload) {
        Bytes row = new Bytes(envelope.length()).put(envelope);
        put(
                new RowKey(Family.MIRROR, stream.id(), index, 0),
                payload == null ? row.toArray() : row.put(payload).toArray());
    }

    @Override
    public void putFeed(StreamRow stream, long row, Bytes span) {
        put(new RowKey(Family.FEED, stream.id(), row, 0), span.toArray());
    }

    @Override
    public void putPostings(StreamRow stream, long type, long first, Bytes chunk) {
        put(new RowKey(Family.TYPES, stream.id(), type, first), chunk.toArray());
    }

    @Override
    public void putBirth(long offset, byte[] path) {
        put(new RowKey(Family.BIRTHS, 0, offset, 0), path);
    }

    @Override
    public void putQuarantine(long offset, Bytes entry) {
        put(new RowKey(Family.QUARANTINE, 0, offset, 0), entry.toArray());
    }

    @Override
    public byte @Nullable [] findEntry(byte[] key) {
        return entries.get(key);
    }

    @Override
    public void putEntry(byte[] key, byte[] value) {
        byte[] before = entries.put(key, value);
        undo.add(before == null ? () -> entries.remove(key) : () -> entries.put(key, before));
    }

    @Override
    public void removeEntry(byte[] key) {
        byte[] before = entries.remove(key);
        if (before != null) {
            undo.add(() -> entries.put(key, before));
        }
    }

    @Override
    public void end(byte[] prefix) {
        ended.add(prefix);
        undo.add(() -> ended.remove(ended.size() - 1));
    }

    private void put(RowKey key, byte[] value) {
        byte[] before = events.put(key, value);
        undo.add(before == null ? () -> events.remove(key) : () -> events.put(key, before));
    }

    /** Good until the next checkpoint. */
    @Override
    public int mark() {
        return undo.size();
    }

    @Override
    public void rollback(int mark) {
        while (undo.size() > mark) {
            undo.remove(undo.size() - 1).run();
        }
    }

    /** Takes down the stream rows, with the progress that goes with them, and deletes what has ended. */
    public Checkpoint checkpoint(Progress progress) {
        deleteEnded();
        SortedMap<String, byte[]> encoded = new TreeMap<>();
        streams().forEach((path, stream) -> {
            Bytes row = new Bytes(128);
            stream.encode(row);
            encoded.put(path, row.toArray());
        });
        Bytes row = new Bytes(32);
        progress.encode(row);
        undo.clear();
        NavigableMap<byte[], byte[]> copy = newEntries();
        copy.putAll(entries);
        return new Checkpoint(encoded, copy, deleted.size(), row.toArray());
    }

    private void deleteEnded() {
        Map<RowKey, byte[]> gone = new HashMap<>();
        for (byte[] prefix : ended) {
            entries.keySet().removeIf(key -> Arrays.mismatch(key, prefix) == prefix.length);
            events.forEach((key, row) -> {
                if (key.family().isOfStream() && prefix.length == Long.BYTES && isOf(key, prefix)) {
                    gone.put(key, row);
                }
            });
        }
        gone.keySet().forEach(events::remove);
        if (!ended.isEmpty()) {
            deleted.add(gone);
            ended.clear();
        }
    }

    private static boolean isOf(RowKey key, byte[] streamId) {
        return key.stream() == ByteBuffer.wrap(streamId).getLong();
    }

    private static NavigableMap<byte[], byte[]> newEntries() {
        return new TreeMap<>(Arrays::compareUnsigned);
    }

    /**
     * Goes back to a checkpoint as after a crash; the rows of events stay, and those that were deleted since are there again.
     *
     * @param progress takes what the checkpoint says
     */
    public void fallBackTo(Checkpoint checkpoint, Progress progress) {
        undo.clear();
        ended.clear();
        while (deleted.size() > checkpoint.deletions) {
            events.putAll(deleted.remove(deleted.size() - 1));
        }
        entries.clear();
        entries.putAll(checkpoint.entries);
        streams.clear();
        checkpoint.streams.forEach((path, row) -> streams.put(path, StreamRow.decode(bytes(path), row)));
        if (checkpoint.progress != null && !progress.decode(checkpoint.progress)) {
            throw new IllegalStateException("the checkpoint is of another fold's version");
        }
    }

    /** The streams by path, without rows that say nothing. */
    public SortedMap<String, StreamRow> streams() {
        SortedMap<String, StreamRow> stored = new TreeMap<>(streams);
        stored.values().removeIf(StreamRow::isVoid);
        return stored;
    }

    /** The row of a stream that must be there. */
    public StreamRow stream(String path) {
        return present(streams.get(path), path);
    }

    /** The rows of events, in order. */
    public SortedMap<RowKey, byte[]> events() {
        return Collections.unmodifiableSortedMap(events);
    }

    /** The beginnings of a stream's registries, as its state shows them. */
    public RegistryView registries(StreamRow stream) {
        return new RegistryView(
                bounded(stream, Registry.SUBSCRIPTIONS, (key, value) -> SubscriptionEntry.decode(text(key), value)),
                bounded(stream, Registry.CONNECTIONS, (key, value) -> ConnectionEntry.decode(text(key), value)),
                bounded(stream, Registry.ANNOUNCEMENTS, (key, value) -> AnnouncementEntry.decode(text(key), value)),
                bounded(
                        stream,
                        Registry.CHILD_ORDER,
                        (key, value) -> ChildEntry.decode(ByteBuffer.wrap(key).getLong(), value)));
    }

    /** All of a registry, each entry by what its key has behind the prefix. */
    private <T> List<T> bounded(StreamRow stream, Registry registry, BiFunction<byte[], byte[], T> decoder) {
        return entries(EntryKey.prefix(stream, registry)).entrySet().stream()
                .limit(RegistryView.MOST)
                .map(entry -> decoder.apply(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** The entries whose keys begin so, by the rest of their keys. */
    public SortedMap<byte[], byte[]> entries(byte[] prefix) {
        SortedMap<byte[], byte[]> found = newEntries();
        entries.forEach((key, value) -> {
            int common = Arrays.mismatch(key, prefix);
            if (common == prefix.length) {
                found.put(EntryKey.rest(key, prefix), value);
            }
        });
        return found;
    }

    /** The paths of the streams that have subscriptions. */
    public List<String> subscribed() {
        return entries(EntryKey.subscribed()).keySet().stream()
                .map(MapRows::text)
                .toList();
    }

    /** The indexes of a stream's events by type. */
    public SortedMap<String, List<Long>> types(StreamRow stream) {
        SortedMap<String, List<Long>> types = new TreeMap<>();
        stream.inlineTypes().forEach(postings -> types.put(postings.type().name(), indexes(stream, postings)));
        entries(EntryKey.prefix(stream, Registry.TYPES))
                .forEach((key, value) -> types.put(text(key), indexes(stream, Postings.decode(text(key), value))));
        return types;
    }

    /** What the closed chunks have, each of which must be there, then what is open. */
    private List<Long> indexes(StreamRow stream, Postings postings) {
        List<Long> indexes = new ArrayList<>();
        RowKey key = new RowKey(Family.TYPES, stream.id(), postings.number(), -1);
        for (long chunk = 0; chunk < postings.chunks(); chunk++) {
            key = present(events.higherKey(key), key);
            addRuns(Postings.decodeChunk(present(events.get(key), key)), indexes);
        }
        addRuns(postings.openRuns(), indexes);
        if (indexes.size() != postings.count()) {
            throw new AssertionError(postings.type() + " counts " + postings.count() + ", but has " + indexes);
        }
        return indexes;
    }

    private static void addRuns(long[] runs, List<Long> indexes) {
        for (int i = 0; i < runs.length; i += 2) {
            for (long index = runs[i]; index < runs[i] + runs[i + 1]; index++) {
                indexes.add(index);
            }
        }
    }

    /** How many rows of a family there are. */
    public long count(Family family) {
        return events.keySet().stream().filter(key -> key.family() == family).count();
    }

    /** The event of a stream at an index that it has. */
    public MirrorRow mirror(StreamRow stream, long index) {
        RowKey key = new RowKey(Family.MIRROR, stream.id(), index, 0);
        return new MirrorRow(index, present(events.get(key), key));
    }

    /** The rows of a stream's feed, the open one last. */
    public List<Span> feed(StreamRow stream) {
        List<Span> feed = new ArrayList<>();
        Span open = stream.openSpan();
        long closed = stream.feedRows() - (open == null ? 0 : 1);
        for (long number = 0; number < closed; number++) {
            RowKey key = new RowKey(Family.FEED, stream.id(), number, 0);
            feed.add(Span.decode(present(events.get(key), key)));
        }
        if (open != null) {
            feed.add(open);
        }
        return feed;
    }

    /** Where the event with an idempotency key lies; null if the stream has none. */
    public @Nullable KeyRow key(StreamRow stream, String idempotencyKey) {
        KeyHash hash = new KeyHash();
        hash.hash(stream.id(), bytes(idempotencyKey));
        KeyRow row = new KeyRow();
        return findKey(stream, hash.high(), hash.low(), row) ? row : null;
    }

    /** The streams that were created, by the offset at which that was judged. */
    public SortedMap<Long, String> births() {
        SortedMap<Long, String> births = new TreeMap<>();
        events.forEach((key, path) -> {
            if (key.family() == Family.BIRTHS) {
                births.put(key.first(), text(path));
            }
        });
        return births;
    }

    /** What is wrong with the record at an offset; null if it is not in quarantine. */
    public @Nullable Flaw flaw(long offset) {
        byte[] entry = events.get(new RowKey(Family.QUARANTINE, 0, offset, 0));
        if (entry == null) {
            return null;
        }
        Reader in = new Reader(entry);
        in.readLong();
        return Flaw.valueOf(in.readText());
    }

    private static <T> T present(@Nullable T row, Object key) {
        if (row == null) {
            throw new AssertionError("there is no row " + key);
        }
        return row;
    }

    private static String text(byte[] path) {
        return new String(path, StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return streams.size() + " streams, " + events.size() + " rows of events";
    }
}
