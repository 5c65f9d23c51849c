package io.rivulet.engine.store;

import io.rivulet.engine.fold.AnnouncementEntry;
import io.rivulet.engine.fold.ChildEntry;
import io.rivulet.engine.fold.ConnectionEntry;
import io.rivulet.engine.fold.EntryKey;
import io.rivulet.engine.fold.Registry;
import io.rivulet.engine.fold.RegistryView;
import io.rivulet.engine.fold.StreamRow;
import io.rivulet.engine.fold.SubscriptionEntry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksIterator;

/** Reads the registries of a partition: what is on disk, and what waits for a checkpoint. Any thread, within the store's gate. */
final class RegistryReader {

    private final Database db;
    private final EntryTable entries;

    RegistryReader(Database db, EntryTable entries) {
        this.db = db;
        this.entries = entries;
    }

    /** Turns an entry into what a reader wants; the key comes without its prefix. */
    interface Decoder<T> {
        T decode(byte[] key, byte[] value);
    }

    List<SubscriptionEntry> subscriptions(StreamRow stream, int limit, long bytes) {
        return read(
                EntryKey.prefix(stream, Registry.SUBSCRIPTIONS),
                limit,
                bytes,
                (key, value) -> SubscriptionEntry.decode(text(key), value));
    }

    List<ConnectionEntry> connections(StreamRow stream, int limit, long bytes) {
        return read(
                EntryKey.prefix(stream, Registry.CONNECTIONS),
                limit,
                bytes,
                (key, value) -> ConnectionEntry.decode(text(key), value));
    }

    List<AnnouncementEntry> announcements(StreamRow stream, int limit, long bytes) {
        return read(
                EntryKey.prefix(stream, Registry.ANNOUNCEMENTS),
                limit,
                bytes,
                (key, value) -> AnnouncementEntry.decode(text(key), value));
    }

    List<ChildEntry> children(StreamRow stream, long after, int limit, long bytes) {
        return read(
                EntryKey.prefix(stream, Registry.CHILD_ORDER),
                EntryKey.ofChild(stream, after + 1),
                limit,
                bytes,
                (key, value) -> ChildEntry.decode(ByteBuffer.wrap(key).getLong(), value));
    }

    /** Paths of streams with subscriptions, in order, after another. */
    List<byte[]> subscribed(byte @Nullable [] after, int limit) {
        byte[] prefix = EntryKey.subscribed();
        byte[] from = prefix;
        if (after != null) {
            from = Arrays.copyOf(prefix, prefix.length + after.length + 1);
            System.arraycopy(after, 0, from, prefix.length, after.length);
        }
        return read(prefix, from, limit, Long.MAX_VALUE, (key, value) -> key);
    }

    /** The beginnings of all registries of a stream. */
    RegistryView view(StreamRow stream) {
        int limit = RegistryView.MOST;
        long bytes = RegistryView.MOST_BYTES;
        return new RegistryView(
                stream.registries().subscriptions() == 0 ? List.of() : subscriptions(stream, limit, bytes),
                stream.registries().connections() == 0 ? List.of() : connections(stream, limit, bytes),
                stream.registries().announcements() == 0 ? List.of() : announcements(stream, limit, bytes),
                stream.registries().children() == 0 ? List.of() : children(stream, -1, limit, bytes));
    }

    <T> List<T> read(byte[] prefix, int limit, long bytes, Decoder<T> decoder) {
        return read(prefix, prefix, limit, bytes, decoder);
    }

    /** What waits for a checkpoint is looked at first: what is written meanwhile is then found in the database. */
    private <T> List<T> read(byte[] prefix, byte[] from, int limit, long bytes, Decoder<T> decoder) {
        Iterator<Map.Entry<byte[], byte[]>> waiting =
                entries.published(prefix, from, limit).entrySet().iterator();
        List<T> found = new ArrayList<>();
        long size = 0;
        try (ReadOptions options = new ReadOptions();
                RocksIterator rows = db.iterate(Family.REGISTRY, options)) {
            rows.seek(from);
            Map.Entry<byte[], byte[]> next = next(waiting);
            while (found.size() < limit && size < bytes) {
                byte[] stored = rows.isValid() && EntryTable.startsWith(rows.key(), prefix) ? rows.key() : null;
                if (stored == null && next == null) {
                    break;
                }
                int order = stored == null ? 1 : next == null ? -1 : Arrays.compareUnsigned(stored, next.getKey());
                byte[] key = order < 0 || next == null ? rows.key() : next.getKey();
                byte[] value = order < 0 || next == null ? rows.value() : next.getValue();
                if (order <= 0) {
                    rows.next();
                }
                if (order >= 0) {
                    next = next(waiting);
                }
                if (value != EntryTable.REMOVED) {
                    found.add(decoder.decode(EntryKey.rest(key, prefix), value));
                    size += value.length;
                }
            }
        }
        return found;
    }

    private static Map.@Nullable Entry<byte[], byte[]> next(Iterator<Map.Entry<byte[], byte[]>> entries) {
        return entries.hasNext() ? entries.next() : null;
    }

    private static String text(byte[] key) {
        return new String(key, StandardCharsets.UTF_8);
    }
}
