package io.rivulet.engine.store;

import io.rivulet.engine.fold.Bytes;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/**
 * The rows of one group of records, laid down in the form that RocksDB's write batches have on disk and handed over in one
 * call. Not thread-safe.
 *
 * <p>That form: sequence number (8 bytes, zero), count (4 bytes, little-endian), then for each row a tag, the number of its
 * column family, key and value, each with its length as a varint.
 */
final class WriteGroup {

    private static final int PUT = 0x5;
    private static final int DELETE = 0x4;
    private static final int COUNT_AT = 8;
    private static final int HEADER = 12;

    private final Bytes batch = new Bytes(1 << 16);
    private int count;

    WriteGroup() {
        clear();
    }

    void clear() {
        batch.clear().putLong(0).putInt(0);
        count = 0;
    }

    boolean isEmpty() {
        return count == 0;
    }

    int count() {
        return count;
    }

    /** How many bytes it holds. */
    int length() {
        return batch.length();
    }

    /** Takes back what came after. */
    void truncate(int length, int newCount) {
        batch.truncate(length);
        count = newCount;
    }

    void put(int family, long key, Bytes value) {
        begin(PUT, family, Long.BYTES).putLong(key);
        value(value, null);
    }

    void put(int family, long key, byte[] value) {
        begin(PUT, family, Long.BYTES).putLong(key);
        batch.putVarint(value.length).put(value);
    }

    void put(int family, long first, long second, Bytes value, byte @Nullable [] rest) {
        begin(PUT, family, 2 * Long.BYTES).putLong(first).putLong(second);
        value(value, rest);
    }

    void put(int family, long first, long second, long third, Bytes value) {
        begin(PUT, family, 3 * Long.BYTES).putLong(first).putLong(second).putLong(third);
        value(value, null);
    }

    void put(int family, byte[] key, Bytes value) {
        begin(PUT, family, key.length).put(key);
        value(value, null);
    }

    void put(int family, byte[] key, byte[] value) {
        begin(PUT, family, key.length).put(key);
        batch.putVarint(value.length).put(value);
    }

    void delete(int family, byte[] key) {
        begin(DELETE, family, key.length).put(key);
    }

    /** The batch, to be closed by the caller. */
    WriteBatch toWriteBatch() throws RocksDBException {
        for (int i = 0; i < Integer.BYTES; i++) {
            batch.array()[COUNT_AT + i] = (byte) (count >>> 8 * i);
        }
        return new WriteBatch(batch.toArray());
    }

    private Bytes begin(int tag, int family, int keyLength) {
        count++;
        return batch.put(tag).putVarint(family).putVarint(keyLength);
    }

    private void value(Bytes value, byte @Nullable [] rest) {
        int restLength = rest == null ? 0 : rest.length;
        batch.putVarint(value.length() + restLength).put(value);
        if (rest != null) {
            batch.put(rest);
        }
    }

    @Override
    public String toString() {
        return count + " rows, " + (batch.length() - HEADER) + " bytes";
    }
}
