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
import org.jspecify.annotations.Nullable;

/** The questions that are about one stream: a page each, with work in proportion to the page. */
public final class StreamQueries {

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
    public static @Nullable MirrorPage mirror(PartitionReader reader, byte[] path, MirrorQuery query) {
        StreamRow stream = reader.stream(path);
        if (stream == null) {
            return null;
        }
        Scan scan = new Scan(reader, stream, query.types(), query.limit());
        scan.run(query.from(), stream.count());
        long next = scan.next < stream.count() ? scan.next : -1;
        TypeCounts types = query.isCounted()
                ? new TypeCounts(stream.typeCount(), reader.typeCounts(stream, TypeCounts.MOST))
                : null;
        return new MirrorPage(stream.incarnation(), stream.count(), query.from(), scan.found, next, types);
    }

    /** The question for {@link StreamReads#eventAt}; null if there is no such stream. */
    public static @Nullable EventView eventAt(PartitionReader reader, byte[] path, long offset) {
        StreamRow stream = reader.stream(path);
        if (stream == null) {
            return null;
        }
        long index = reader.indexAfter(stream, offset - 1);
        MirrorRow event = index < stream.count() ? reader.event(stream, index) : null;
        return view(stream, event != null && event.offset() == offset ? event : null);
    }

    /** The question for {@link StreamReads#eventWithKey}; null if there is no such stream. */
    public static @Nullable EventView eventWithKey(PartitionReader reader, byte[] path, String idempotencyKey) {
        StreamRow stream = reader.stream(path);
        if (stream == null) {
            return null;
        }
        KeyRow known = reader.findKey(stream, idempotencyKey.strip().getBytes(StandardCharsets.UTF_8));
        return view(stream, known == null ? null : reader.event(stream, known.index()));
    }

    private static EventView view(StreamRow stream, @Nullable MirrorRow event) {
        return new EventView(stream.incarnation(), event, head(stream));
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

    /** The question for {@link StreamReads#children}; null if there is no such stream. */
    public static @Nullable ChildPage children(PartitionReader reader, byte[] path, long after, int limit) {
        StreamRow stream = reader.stream(path);
        if (stream == null) {
            return null;
        }
        List<ChildPage.Child> children = reader.children(stream, after, limit).stream()
                .map(entry -> new ChildPage.Child(entry.position(), entry.path(), entry.offset()))
                .toList();
        long count = stream.registries().children();
        long last = children.isEmpty()
                ? count - 1
                : children.get(children.size() - 1).position();
        return new ChildPage(stream.incarnation(), count, children, last < count - 1 ? last : -1);
    }

    /** The question for {@link io.rivulet.engine.Namespace#state}; null if there is no such stream. */
    public static @Nullable StateView state(PartitionReader reader, byte[] path, String namespace) {
        PartitionReader.State state = reader.state(path, namespace);
        return state == null ? null : new StateView(state.stream().incarnation(), state.json(), head(state.stream()));
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

    /** Reads on until a page is full. Of some types, the index by type tells where they are, and nothing else is read. */
    private static final class Scan {

        private final PartitionReader reader;
        private final StreamRow stream;
        private final Set<String> types;
        private final int limit;
        private List<MirrorRow> found = List.of();
        private long next;
        private long lastOffset = -1;

        Scan(PartitionReader reader, StreamRow stream, Set<String> types, int limit) {
            this.reader = reader;
            this.stream = stream;
            this.types = types;
            this.limit = limit;
        }

        void run(long from, long to) {
            boolean hasMore;
            if (types.isEmpty()) {
                found = reader.mirror(stream, from, (int) Math.max(0, Math.min(limit, to - from)));
                hasMore = from + found.size() < to;
            } else {
                PartitionReader.Typed typed = reader.ofTypes(stream, types, from, to, limit);
                found = typed.events();
                hasMore = typed.hasMore();
            }
            next = to;
            if (hasMore && !found.isEmpty()) {
                MirrorRow last = found.get(found.size() - 1);
                next = last.index() + 1;
                lastOffset = last.offset();
            }
        }
    }
}
