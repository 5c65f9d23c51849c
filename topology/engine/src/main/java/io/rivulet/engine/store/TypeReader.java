package io.rivulet.engine.store;

import io.rivulet.engine.fold.EntryKey;
import io.rivulet.engine.fold.Postings;
import io.rivulet.engine.fold.Registry;
import io.rivulet.engine.fold.StreamRow;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadOptions;

/** Reads the index of events by type. Any thread, within the store's gate. */
final class TypeReader {

    private final Database db;
    private final EntryTable entries;

    TypeReader(Database db, EntryTable entries) {
        this.db = db;
        this.entries = entries;
    }

    /** The postings of a type, perhaps newer than the stream's row; null if the stream has no event of it. */
    @Nullable
    Postings find(StreamRow stream, String type) {
        for (Postings postings : stream.inlineTypes()) {
            if (postings.type().name().equals(type)) {
                return postings;
            }
        }
        if (stream.typeCount() == stream.inlineTypes().size()) {
            return null;
        }
        byte[] key = EntryKey.of(stream, Registry.TYPES, type);
        byte[] waiting = entries.published(key);
        byte[] entry = waiting == null ? db.get(Family.REGISTRY, key) : waiting;
        return entry == null ? null : Postings.decode(type, entry);
    }

    /** Postings of a stream's types, at most so many: the first types, then others by name. */
    List<Postings> all(StreamRow stream, int limit) {
        List<Postings> found = new ArrayList<>(stream.inlineTypes());
        if (stream.typeCount() > found.size() && found.size() < limit) {
            found.addAll(new RegistryReader(db, entries)
                    .read(
                            EntryKey.prefix(stream, Registry.TYPES),
                            limit - found.size(),
                            Long.MAX_VALUE,
                            (key, value) -> Postings.decode(new String(key, StandardCharsets.UTF_8), value)));
        }
        return found.subList(0, Math.min(limit, found.size()));
    }

    /** The indexes of events of some types, ascending, within bounds, at most so many. */
    List<Long> indexes(StreamRow stream, Collection<String> types, long from, long to, int limit) {
        List<PostingCursor> cursors = new ArrayList<>();
        List<Long> found = new ArrayList<>();
        try (ReadOptions options = new ReadOptions()) {
            try {
                for (String type : types) {
                    Postings postings = find(stream, type);
                    if (postings != null) {
                        cursors.add(new PostingCursor(db, options, stream, postings, from));
                    }
                }
                for (PostingCursor first = first(cursors);
                        first != null && first.index() < to && found.size() < limit;
                        first = first(cursors)) {
                    found.add(first.index());
                    first.next();
                }
            } finally {
                cursors.forEach(PostingCursor::close);
            }
        }
        return found;
    }

    private static @Nullable PostingCursor first(List<PostingCursor> cursors) {
        PostingCursor first = null;
        for (PostingCursor cursor : cursors) {
            if (!cursor.isAtEnd() && (first == null || cursor.index() < first.index())) {
                first = cursor;
            }
        }
        return first;
    }
}
