package io.rivulet.engine.store;

import io.rivulet.engine.fold.StreamRow;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The stream rows on the heap: those being worked on, those not written yet, and others as far as there is room; and with them
 * the entries of their registries that are not written yet. The fold's thread changes it; any thread may
 * {@linkplain #published read} what was published.
 *
 * <p>A row that is not written is never dropped. Of the others, those go first that were not used for a whole round (the
 * clock algorithm).
 */
final class StreamCache {

    private final ConcurrentHashMap<PathKey, Entry> entries = new ConcurrentHashMap<>();
    private final List<Entry> ring = new ArrayList<>();
    private final List<Entry> touched = new ArrayList<>();
    private final List<Entry> dirty = new ArrayList<>();
    private final EntryTable entryTable = new EntryTable();
    private final PublishLock publishing = new PublishLock();
    private final PathKey probe = new PathKey(new byte[0]);
    private final int capacity;
    private int hand;

    StreamCache(int capacity) {
        this.capacity = capacity;
    }

    /** A row that this cache holds, which may be nothing yet. */
    static final class Entry {

        private final PathKey key;
        private volatile @Nullable StreamRow row;
        private @Nullable StreamRow working;
        private boolean isDirty;
        private boolean wasUsed;
        private boolean isEvicted;

        Entry(PathKey key) {
            this.key = key;
        }

        /** What was published, or null if nothing was. */
        @Nullable
        StreamRow row() {
            return row;
        }
    }

    /** What readers may see of a stream; null if the cache does not hold it. */
    @Nullable
    Entry published(byte[] path) {
        return entries.get(new PathKey(path));
    }

    /** The row to work on in this group, or null if the cache does not hold it. */
    @Nullable
    StreamRow work(byte[] path) {
        Entry entry = entries.get(probe.moveTo(path));
        return entry == null ? null : work(entry);
    }

    /** Takes in a row from the store, and works on it. */
    StreamRow workOn(StreamRow stored) {
        Entry entry = add(stored.path());
        entry.row = stored;
        return work(entry);
    }

    /** Takes in a row that is in no store, and works on it. */
    StreamRow begin(byte[] path) {
        Entry entry = add(path);
        StreamRow working = new StreamRow(path);
        entry.working = working;
        touched.add(entry);
        return working;
    }

    /** The entries of registries that are not written yet. */
    EntryTable entries() {
        return entryTable;
    }

    /** Reads rows and entries as of one moment; what is read may be read several times. Any thread. */
    <T> T atOneMoment(Supplier<T> question) {
        return publishing.read(question);
    }

    /** Ends a group: what was worked on is to be seen. {@link #announce} comes next. */
    void publish() {
        if (entryTable.hasChanged()) {
            publishing.publish(() -> {
                entryTable.publish();
                publishRows();
            });
        } else {
            publishRows();
        }
    }

    private void publishRows() {
        for (Entry entry : touched) {
            entry.row = entry.working;
            entry.working = null;
            if (!entry.isDirty) {
                entry.isDirty = true;
                dirty.add(entry);
            }
        }
    }

    /** Calls back for each stream of the group that was published. */
    void announce(Consumer<StreamRow> onChange) {
        for (Entry entry : touched) {
            StreamRow row = entry.row;
            if (row != null) {
                onChange.accept(row);
            }
        }
        touched.clear();
    }

    /** How many rows are not written, those of registries included. */
    int dirtyCount() {
        return dirty.size() + entryTable.size();
    }

    /** Hands over every row that is not written; afterwards they count as written. Rows that are void are forgotten. */
    void drainDirty(Consumer<StreamRow> writer) {
        for (Entry entry : dirty) {
            entry.isDirty = false;
            StreamRow row = entry.row;
            if (row != null) {
                writer.accept(row);
                if (row.isVoid()) {
                    entries.remove(entry.key);
                    entry.isEvicted = true;
                }
            }
        }
        dirty.clear();
    }

    private StreamRow work(Entry entry) {
        entry.wasUsed = true;
        StreamRow working = entry.working;
        if (working == null) {
            StreamRow row = entry.row;
            if (row == null) {
                throw new IllegalStateException("a stream's row was neither published nor worked on");
            }
            working = row.copy();
            entry.working = working;
            touched.add(entry);
        }
        return working;
    }

    private Entry add(byte[] path) {
        Entry entry = new Entry(new PathKey(path));
        if (ring.size() < capacity || !replace(entry)) {
            ring.add(entry);
        }
        entries.put(entry.key, entry);
        return entry;
    }

    /** Puts an entry in the place of one that can go, or answers that none can. */
    private boolean replace(Entry entry) {
        for (int i = 0; i < 2 * ring.size(); i++) {
            hand = hand + 1 == ring.size() ? 0 : hand + 1;
            Entry candidate = ring.get(hand);
            if (candidate.isEvicted || !candidate.isDirty && candidate.working == null && !candidate.wasUsed) {
                if (!candidate.isEvicted) {
                    entries.remove(candidate.key);
                }
                ring.set(hand, entry);
                return true;
            }
            candidate.wasUsed = false;
        }
        return false;
    }
}
