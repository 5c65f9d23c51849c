package io.rivulet.engine.fold;

import org.jspecify.annotations.Nullable;

/**
 * Keeps the registries of streams: one look-up and at most two puts for an event, however many entries there are. One thread.
 */
final class Registries {

    private final Rows rows;

    Registries(Rows rows) {
        this.rows = rows;
    }

    /** CS-7: replaces the entry of the key; a subscriber of no known type leaves none. */
    void configure(StreamRow stream, SubscriptionEntry entry) {
        boolean isNew = put(EntryKey.of(stream, Registry.SUBSCRIPTIONS, entry.key()), entry.encode());
        setSubscriptions(stream, stream.registries.subscriptions() + (isNew ? 1 : 0));
    }

    /** CS-12. What the configuration had connected is connected no more (SUB-50). */
    void unsubscribe(StreamRow stream, String key) {
        if (remove(EntryKey.of(stream, Registry.SUBSCRIPTIONS, key))) {
            setSubscriptions(stream, stream.registries.subscriptions() - 1);
            byte[] connection = stream.registries.connections() == 0
                    ? null
                    : rows.findEntry(EntryKey.of(stream, Registry.CONNECTIONS, key));
            if (connection != null && ConnectionEntry.decode(key, connection).isOutbound()) {
                disconnect(stream, key);
            }
        }
    }

    /** CS-8. */
    void connect(StreamRow stream, ConnectionEntry entry, @Nullable AnnouncementEntry announcement) {
        if (put(EntryKey.of(stream, Registry.CONNECTIONS, entry.key()), entry.encode())) {
            stream.registries = stream.registries.withConnections(stream.registries.connections() + 1);
        }
        if (announcement != null
                && put(EntryKey.of(stream, Registry.ANNOUNCEMENTS, announcement.slug()), announcement.encode())) {
            stream.registries = stream.registries.withAnnouncements(stream.registries.announcements() + 1);
        }
    }

    /** CS-9. */
    void disconnect(StreamRow stream, String key) {
        if (remove(EntryKey.of(stream, Registry.CONNECTIONS, key))) {
            stream.registries = stream.registries.withConnections(stream.registries.connections() - 1);
        }
    }

    /** CS-3. */
    void wake(StreamRow stream, long offset) {
        if (stream.registries.connections() > 0) {
            rows.end(EntryKey.prefix(stream, Registry.CONNECTIONS));
        }
        stream.registries = stream.registries.woken(offset);
    }

    /** AP-44: with the life of a stream all that it has ends. */
    void end(StreamRow stream) {
        if (stream.registries.subscriptions() > 0) {
            rows.removeEntry(EntryKey.subscribed(stream));
        }
        rows.end(EntryKey.life(stream));
    }

    /** CS-6. */
    void addChild(StreamRow stream, String path, long offset) {
        long position = stream.registries.children();
        byte[] key = EntryKey.of(stream, Registry.CHILDREN, path);
        if (rows.findEntry(key) == null) {
            rows.putEntry(key, new Bytes(10).putVarint(position).toArray());
            rows.putEntry(EntryKey.ofChild(stream, position), new ChildEntry(position, path, offset).encode());
            stream.registries = stream.registries.withChildren(position + 1);
        }
    }

    private void setSubscriptions(StreamRow stream, long count) {
        long before = stream.registries.subscriptions();
        if (count == 0 && before > 0) {
            rows.removeEntry(EntryKey.subscribed(stream));
        } else if (count != before) {
            rows.putEntry(
                    EntryKey.subscribed(stream), new Bytes(10).putVarint(count).toArray());
        }
        stream.registries = stream.registries.withSubscriptions(count);
    }

    /** Answers whether there was none before. */
    private boolean put(byte[] key, byte[] value) {
        boolean isNew = rows.findEntry(key) == null;
        rows.putEntry(key, value);
        return isNew;
    }

    /** Answers whether there was one. */
    private boolean remove(byte[] key) {
        boolean wasThere = rows.findEntry(key) != null;
        if (wasThere) {
            rows.removeEntry(key);
        }
        return wasThere;
    }
}
