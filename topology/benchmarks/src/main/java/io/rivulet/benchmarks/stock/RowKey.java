package io.rivulet.benchmarks.stock;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Keys of rows: the path, a zero byte that no path holds, then what tells the rows of a stream apart. */
final class RowKey {

    private RowKey() {}

    /** A row by its number; rows lie in the order of their numbers. */
    static byte[] of(byte[] path, long number) {
        return ByteBuffer.allocate(path.length + 1 + Long.BYTES)
                .put(path)
                .put((byte) 0)
                .putLong(number)
                .array();
    }

    /** A row by its name. */
    static byte[] of(byte[] path, String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(path.length + 1 + bytes.length)
                .put(path)
                .put((byte) 0)
                .put(bytes)
                .array();
    }

    /** An offset as a row's value. */
    static byte[] offset(long offset) {
        return ByteBuffer.allocate(Long.BYTES).putLong(offset).array();
    }
}
