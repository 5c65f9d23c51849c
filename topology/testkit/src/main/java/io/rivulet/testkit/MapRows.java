package io.rivulet.testkit;

import io.rivulet.engine.fold.Bytes;
import io.rivulet.engine.fold.KeyHash;
import io.rivulet.engine.fold.KeyRow;
import io.rivulet.engine.fold.MirrorRow;
import io.rivulet.engine.fold.Progress;
import io.rivulet.engine.fold.Reader;
import io.rivulet.engine.fold.Rows;
import io.rivulet.engine.fold.Span;
import io.rivulet.engine.fold.StreamRow;
import io.rivulet.testkit.RowKey.Family;
import io.rivulet.wire.Flaw;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a partition in sorted maps. One thread.
 *
 * <p>It forgets as a store does that writes stream rows and progress at checkpoints only: after {@link #fallBackTo} these are
 * the checkpoint's, while the rows of events that were put since stay, ahead of the progress.
 */
public final class MapRows implements Rows {

    /** Stream rows and progress, as they are stored. */
    public static final class Checkpoint {

        /** A partition of which nothing is folded. */
        public static final Checkpoint NONE = new Checkpoint(new TreeMap<>(), null);

        private final SortedMap<String, byte[]> streams;
        private final byte @Nullable [] progress;

        private Checkpoint(SortedMap<String, byte[]> streams, byte @Nullable [] progress) {
            this.streams = streams;
            this.progress = progress;
        }

        void encode(Bytes out) {
            streams.forEach((path, row) -> out.putSized(path).putSized(row));
            if (progress != null) {
                out.putSized(progress);
            }
        }
    }

    private final NavigableMap<RowKey, byte[]> events = new TreeMap<>();
    private final SortedMap<String, StreamRow> streams = new TreeMap<>();
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
    public void putQuarantine(long offset, Bytes entry) {
        put(new RowKey(Family.QUARANTINE, 0, offset, 0), entry.toArray());
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

    /** Takes down the stream rows, with the progress that goes with them. */
    public Checkpoint checkpoint(Progress progress) {
        SortedMap<String, byte[]> encoded = new TreeMap<>();
        streams().forEach((path, stream) -> {
            Bytes row = new Bytes(128);
            stream.encode(row);
            encoded.put(path, row.toArray());
        });
        Bytes row = new Bytes(32);
        progress.encode(row);
        undo.clear();
        return new Checkpoint(encoded, row.toArray());
    }

    /** Goes back to a checkpoint as after a crash; the rows of events stay. Answers the progress to go on from. */
    public Progress fallBackTo(Checkpoint checkpoint) {
        undo.clear();
        streams.clear();
        checkpoint.streams.forEach((path, row) -> streams.put(path, StreamRow.decode(bytes(path), row)));
        Progress progress = new Progress();
        if (checkpoint.progress != null && !progress.decode(checkpoint.progress)) {
            throw new IllegalStateException("the checkpoint is of another fold's version");
        }
        return progress;
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
