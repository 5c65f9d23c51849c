package io.rivulet.engine.fold;

import java.nio.charset.StandardCharsets;

/** Reads what {@link Bytes} wrote, in the same order. */
public final class Reader {

    private final byte[] array;
    private int position;

    public Reader(byte[] array) {
        this(array, 0);
    }

    Reader(byte[] array, int position) {
        this.array = array;
        this.position = position;
    }

    public int read() {
        return array[position++] & 0xFF;
    }

    public long readLong() {
        long value = 0;
        for (int i = 0; i < 8; i++) {
            value = value << 8 | read();
        }
        return value;
    }

    public long readVarint() {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            int group = read();
            value |= (long) (group & 0x7F) << shift;
            if (group < 0x80) {
                return value;
            }
        }
    }

    public byte[] readSized() {
        byte[] bytes = new byte[(int) readVarint()];
        System.arraycopy(array, position, bytes, 0, bytes.length);
        position += bytes.length;
        return bytes;
    }

    public String readText() {
        return new String(readSized(), StandardCharsets.UTF_8);
    }
}
