package io.rivulet.engine.query;

import io.rivulet.engine.append.AppendResult.Appended;
import io.rivulet.engine.append.AppendResult.AppendedEvent;
import io.rivulet.engine.append.AppendResult.Written;
import io.rivulet.engine.fold.KeyRow;
import io.rivulet.engine.fold.MirrorRow;
import io.rivulet.engine.fold.StreamRow;
import io.rivulet.engine.store.PartitionReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The questions that are about one stream: a page each, with work in proportion to the page. */
public final class StreamQueries {

    /** A page by type looks at so many events at the most; where it finds too few it says where to go on. */
    private static final int MAX_SCANNED = 20_000;

    private static final int CHUNK = 500;

    private StreamQueries() {}

    /** The question for {@link io.rivulet.engine.Namespace#events}; null if there is no such stream. */
    public static @Nullable EventPage events(PartitionReader reader, byte[] path, EventQuery query) {
        StreamRow stream = reader.stream(path);
        if (stream == null) {
            return null;
        }
        long from = reader.indexAfter(stream, query.after());
        long to = query.before() > stream.headOffset() ? stream.count() : reader.indexAfter(stream, query.before() - 1);
        Scan scan = new Scan(reader, stream, query.types(), query.limit());
        scan.run(from, to);
        long next = scan.next < to ? scan.lastOffset : -1;
        return new EventPage(stream.incarnation(), scan.found, next, head(stream));
    }

    /** The question for {@link io.rivulet.engine.Namespace#mirror}; null if there is no such stream. */
    public static @Nullable MirrorPage mirror(
            PartitionReader reader, byte[] path, long from, int limit, @Nullable String type) {
        StreamRow stream = reader.stream(path);
        if (stream == null) {
            return null;
        }
        Scan scan = new Scan(reader, stream, type == null ? Set.of() : Set.of(type), limit);
        scan.run(from, stream.count());
        return new MirrorPage(stream.incarnation(), stream.count(), from, scan.found);
    }

    /** The question for {@link io.rivulet.engine.Namespace#feed}; null if there is no such stream. */
    public static @Nullable FeedPage feed(PartitionReader reader, byte[] path, long from, int limit) {
        StreamRow stream = reader.stream(path);
        if (stream == null) {
            return null;
        }
        List<FeedPage.Row> rows = reader.feed(stream, from, limit).stream()
                .map(row -> new FeedPage.Row(row.row(), row.span(), row.events()))
                .toList();
        return new FeedPage(stream.incarnation(), stream.feedRows(), from, rows);
    }

    /** The question for {@link io.rivulet.engine.Namespace#state}; null if there is no such stream. */
    public static @Nullable StateView state(PartitionReader reader, byte[] path, String namespace) {
        StreamRow stream = reader.stream(path);
        return stream == null ? null : new StateView(stream.incarnation(), stream.stateJson(namespace), head(stream));
    }

    /** The question for {@link io.rivulet.engine.Namespace#outcome}; null while the last record is not folded yet. */
    public static @Nullable Settled outcome(PartitionReader reader, byte[] path, List<Written> records) {
        long last = records.stream().mapToLong(Written::offset).max().orElse(-1);
        if (reader.applied() < last) {
            return null;
        }
        StreamRow stream = reader.stream(path);
        List<AppendedEvent> events = new ArrayList<>();
        for (Written record : records) {
            AppendedEvent event = stream == null ? null : outcome(reader, stream, record);
            if (event == null) {
                return new Settled(null);
            }
            events.add(event);
        }
        return new Settled(stream == null ? null : new Appended(stream.incarnation(), events));
    }

    private static @Nullable AppendedEvent outcome(PartitionReader reader, StreamRow stream, Written record) {
        long index = reader.indexAfter(stream, record.offset() - 1);
        MirrorRow event = index < stream.count() ? reader.event(stream, index) : null;
        if (event != null && event.offset() == record.offset()) {
            return new AppendedEvent(event, false);
        }
        String key = record.idempotencyKey();
        KeyRow original = key == null ? null : reader.findKey(stream, key.getBytes(StandardCharsets.UTF_8));
        return original == null ? null : new AppendedEvent(reader.event(stream, original.index()), true);
    }

    private static Head head(StreamRow stream) {
        return new Head(stream.headOffset(), stream.count() - 1);
    }

    /** Reads on until a page is full, or enough was looked at. */
    private static final class Scan {

        private final PartitionReader reader;
        private final StreamRow stream;
        private final Set<String> types;
        private final int limit;
        private final List<MirrorRow> found = new ArrayList<>();
        private long next;
        private long lastOffset = -1;

        Scan(PartitionReader reader, StreamRow stream, Set<String> types, int limit) {
            this.reader = reader;
            this.stream = stream;
            this.types = types.stream().map(MirrorRow::typeAsServed).collect(Collectors.toUnmodifiableSet());
            this.limit = limit;
        }

        void run(long from, long to) {
            next = from;
            long bytes = 0;
            while (next < to
                    && next - from < MAX_SCANNED
                    && found.size() < limit
                    && bytes < PartitionReader.PAGE_BYTES) {
                int wanted = types.isEmpty() ? limit - found.size() : CHUNK;
                for (MirrorRow event : reader.mirror(stream, next, (int) Math.min(wanted, to - next))) {
                    next = event.index() + 1;
                    lastOffset = event.offset();
                    bytes += event.length();
                    if (types.isEmpty() || types.contains(event.type())) {
                        found.add(event);
                        if (found.size() == limit) {
                            return;
                        }
                    }
                }
            }
        }
    }
}
