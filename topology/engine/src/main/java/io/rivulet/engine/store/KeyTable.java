package io.rivulet.engine.store;

import io.rivulet.engine.fold.KeyRow;

/**
 * The idempotency keys of one group of records, before they are written: open addressing over parallel arrays, with no
 * object per key. Keys go in the reverse order they came, for a batch that is taken back. Not thread-safe.
 */
final class KeyTable {

    /** Stream id, hash (two), offset, previous offset, index. */
    private static final int FIELDS = 6;

    private static final int OFFSET = 3;
    private static final long FREE = -1;

    private long[] cells;
    private int[] order;
    private int mask;
    private int size;

    KeyTable(int capacity) {
        int slots = Integer.highestOneBit(Math.max(16, capacity)) * 4;
        order = new int[slots];
        mask = slots - 1;
        cells = emptyCells(slots);
    }

    int size() {
        return size;
    }

    void clear() {
        truncate(0);
    }

    /** Takes the newest keys out until so many are left. */
    void truncate(int newSize) {
        while (size > newSize) {
            cells[order[--size] * FIELDS + OFFSET] = FREE;
        }
    }

    boolean find(long streamId, long high, long low, KeyRow into) {
        int slot = slotOf(streamId, high, low);
        int at = slot * FIELDS;
        if (cells[at + OFFSET] == FREE) {
            return false;
        }
        into.set(cells[at + 3], cells[at + 4], cells[at + 5]);
        return true;
    }

    void put(long streamId, long high, long low, KeyRow row) {
        if (size * 2 > mask) {
            grow();
        }
        int slot = slotOf(streamId, high, low);
        int at = slot * FIELDS;
        cells[at] = streamId;
        cells[at + 1] = high;
        cells[at + 2] = low;
        cells[at + 3] = row.offset();
        cells[at + 4] = row.previousOffset();
        cells[at + 5] = row.index();
        order[size++] = slot;
    }

    private int slotOf(long streamId, long high, long low) {
        int slot = (int) high & mask;
        while (true) {
            int at = slot * FIELDS;
            boolean isFree = cells[at + OFFSET] == FREE;
            if (isFree || cells[at + 1] == high && cells[at + 2] == low && cells[at] == streamId) {
                return slot;
            }
            slot = slot + 1 & mask;
        }
    }

    private static long[] emptyCells(int slots) {
        long[] cells = new long[slots * FIELDS];
        for (int at = OFFSET; at < cells.length; at += FIELDS) {
            cells[at] = FREE;
        }
        return cells;
    }

    private void grow() {
        long[] oldCells = cells;
        int[] oldOrder = order;
        int oldSize = size;
        int slots = (mask + 1) * 2;
        cells = emptyCells(slots);
        order = new int[slots];
        mask = slots - 1;
        size = 0;
        KeyRow row = new KeyRow();
        for (int i = 0; i < oldSize; i++) {
            int at = oldOrder[i] * FIELDS;
            row.set(oldCells[at + 3], oldCells[at + 4], oldCells[at + 5]);
            put(oldCells[at], oldCells[at + 1], oldCells[at + 2], row);
        }
    }
}
