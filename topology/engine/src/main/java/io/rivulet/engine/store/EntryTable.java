package io.rivulet.engine.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The entries of registries that changed since the last checkpoint. They change, so they must never be ahead of the progress on
 * disk: they stay here, where readers see them, until they are written with it. The fold's thread changes it; any thread may
 * {@linkplain #published read} what was published.
 */
final class EntryTable {

    /** Stands for an entry that is gone. No entry is empty. */
    static final byte[] REMOVED = {};

    private final ConcurrentSkipListMap<byte[], byte[]> published =
            new ConcurrentSkipListMap<>(Arrays::compareUnsigned);
    private final NavigableMap<byte[], byte[]> working = new TreeMap<>(Arrays::compareUnsigned);
    private final List<Undo> undo = new ArrayList<>();
    private int waiting;

    /** What stood in {@link #working} before a change; null for nothing. */
    private record Undo(byte[] key, byte @Nullable [] before) {}

    /** The newest value, {@link #REMOVED}, or null if this table says nothing of it. The fold's thread. */
    byte @Nullable [] find(byte[] key) {
        byte[] value = working.get(key);
        return value == null ? published.get(key) : value;
    }

    void put(byte[] key, byte[] value) {
        undo.add(new Undo(key, working.put(key, value)));
    }

    int mark() {
        return undo.size();
    }

    void rollback(int mark) {
        while (undo.size() > mark) {
            Undo last = undo.remove(undo.size() - 1);
            if (last.before() == null) {
                working.remove(last.key());
            } else {
                working.put(last.key(), last.before());
            }
        }
    }

    /** Whether this group changed anything. */
    boolean hasChanged() {
        return !working.isEmpty();
    }

    /** Ends a group: what it changed is to be seen. */
    void publish() {
        working.forEach((key, value) -> waiting += published.put(key, value) == null ? 1 : 0);
        working.clear();
        undo.clear();
    }

    /** What was published of an entry; null for none that is there. Any thread. */
    byte @Nullable [] published(byte[] key) {
        byte[] value = published.get(key);
        return value == REMOVED ? null : value;
    }

    /** How many entries wait for a checkpoint. The fold's thread. */
    int size() {
        return waiting;
    }

    /** Shows all that waits for a checkpoint, in order. */
    void forEach(BiConsumer<byte[], byte[]> writer) {
        published.forEach(writer);
    }

    /** All is written. A reader that looked here before looks into the database next, and finds it there. */
    void clear() {
        published.clear();
        waiting = 0;
    }

    /**
     * Copies what was published of a prefix, from a key on: so many entries that are there, and those that are removed between
     * them. Any thread.
     */
    NavigableMap<byte[], byte[]> published(byte[] prefix, byte[] from, int limit) {
        NavigableMap<byte[], byte[]> copy = new TreeMap<>(Arrays::compareUnsigned);
        int present = 0;
        for (var entry : published.tailMap(from, true).entrySet()) {
            if (present == limit || !startsWith(entry.getKey(), prefix)) {
                break;
            }
            copy.put(entry.getKey(), entry.getValue());
            present += entry.getValue() == REMOVED ? 0 : 1;
        }
        return copy;
    }

    static boolean startsWith(byte[] key, byte[] prefix) {
        return key.length >= prefix.length && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
    }
}
