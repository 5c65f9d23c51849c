package io.rivulet.engine.fold;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing run of bytes that rows are encoded into, kept and cleared rather than made anew. Not thread-safe. */
public final class Bytes {

    private byte[] array;
    private int length;

    public Bytes(int capacity) {
        array = new byte[capacity];
    }

    /** The backing array; valid from 0 to {@link #length()}, until the next write. */
    public byte[] array() {
        return array;
    }

    public int length() {
        return length;
    }

    public Bytes clear() {
        length = 0;
        return this;
    }

    /** Drops everything at and after a position. */
    public void truncate(int position) {
        length = position;
    }

    public byte[] toArray() {
        return Arrays.copyOf(array, length);
    }

    public Bytes put(int value) {
        ensure(1);
        array[length++] = (byte) value;
        return this;
    }

    public Bytes put(byte[] bytes) {
        return put(bytes, 0, bytes.length);
    }

    public Bytes put(byte[] bytes, int from, int count) {
        ensure(count);
        System.arraycopy(bytes, from, array, length, count);
        length += count;
        return this;
    }

    public Bytes put(Bytes other) {
        return put(other.array, 0, other.length);
    }

    /** Eight bytes, big-endian. */
    public Bytes putLong(long value) {
        ensure(8);
        putLongAt(length, value);
        length += 8;
        return this;
    }

    /** Four bytes, big-endian. */
    public Bytes putInt(int value) {
        return put(value >>> 24).put(value >>> 16).put(value >>> 8).put(value);
    }

    /** Overwrites four bytes, big-endian. */
    public void putIntAt(int position, int value) {
        for (int i = 0; i < 4; i++) {
            array[position + i] = (byte) (value >>> (24 - 8 * i));
        }
    }

    /** Overwrites eight bytes, big-endian. */
    public void putLongAt(int position, long value) {
        for (int i = 0; i < 8; i++) {
            array[position + i] = (byte) (value >>> (56 - 8 * i));
        }
    }

    /** A number of seven-bit groups, lowest first; small values are short. */
    public Bytes putVarint(long value) {
        ensure(10);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            array[length++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        array[length++] = (byte) rest;
        return this;
    }

    /** A length as a varint, then the bytes. */
    public Bytes putSized(byte[] bytes) {
        return putVarint(bytes.length).put(bytes);
    }

    /** A length as a varint, then the text in UTF-8. */
    public Bytes putSized(String text) {
        return putSized(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A number in decimal digits. */
    public Bytes putDecimal(long value) {
        if (value < 0) {
            return put(Long.toString(value).getBytes(StandardCharsets.US_ASCII));
        }
        int digits = 1;
        for (long rest = value / 10; rest > 0; rest /= 10) {
            digits++;
        }
        ensure(digits);
        long rest = value;
        for (int i = length + digits - 1; i >= length; i--) {
            array[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += digits;
        return this;
    }

    private void ensure(int more) {
        if (array.length - length < more) {
            array = Arrays.copyOf(array, Math.max(length + more, array.length * 2));
        }
    }
}
