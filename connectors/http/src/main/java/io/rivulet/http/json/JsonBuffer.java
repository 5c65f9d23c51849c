package io.rivulet.http.json;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.rivulet.engine.fold.MirrorRow;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * JSON text as it grows. Syntax is written by hand, since what stands between it, events mostly, is copied byte for byte.
 * Not thread-safe.
 */
public final class JsonBuffer extends OutputStream {

    private byte[] array;
    private int length;

    public JsonBuffer() {
        this(512);
    }

    public JsonBuffer(int capacity) {
        array = new byte[capacity];
    }

    /** Syntax or names, as they are; ASCII. */
    public JsonBuffer raw(String ascii) {
        ensure(ascii.length());
        for (int i = 0; i < ascii.length(); i++) {
            array[length++] = (byte) ascii.charAt(i);
        }
        return this;
    }

    /** A JSON string, or null. */
    public JsonBuffer text(@Nullable String value) {
        if (value == null) {
            return raw("null");
        }
        raw("\"");
        bytes(JsonStringEncoder.getInstance().quoteAsUTF8(value));
        return raw("\"");
    }

    public JsonBuffer number(long value) {
        return raw(Long.toString(value));
    }

    /** JSON text as it is. */
    public JsonBuffer bytes(byte[] json) {
        write(json, 0, json.length);
        return this;
    }

    /** What another buffer holds. */
    public JsonBuffer buffer(JsonBuffer other) {
        write(other.array, 0, other.length);
        return this;
    }

    /** A copy of what was written. */
    public byte[] toByteArray() {
        return Arrays.copyOf(array, length);
    }

    /** An event, its payload byte for byte. */
    public JsonBuffer event(MirrorRow event) {
        try {
            event.writeTo(this);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** An event without line breaks. */
    public JsonBuffer eventOnOneLine(MirrorRow event) {
        try {
            event.writeLineTo(this);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** A JSON array. */
    public <T> JsonBuffer array(Iterable<T> items, BiConsumer<JsonBuffer, T> write) {
        raw("[");
        int empty = length;
        for (T item : items) {
            if (length > empty) {
                raw(",");
            }
            write.accept(this, item);
        }
        return raw("]");
    }

    /** Takes back the brace that closed the object written last, so that it can have more members. */
    public JsonBuffer reopenObject() {
        length--;
        return this;
    }

    public int length() {
        return length;
    }

    /** What was written; the array is shared, so nothing may be written afterwards. */
    public ByteBuffer toByteBuffer() {
        return ByteBuffer.wrap(array, 0, length);
    }

    @Override
    public void write(int value) {
        ensure(1);
        array[length++] = (byte) value;
    }

    @Override
    public void write(byte[] bytes, int from, int count) {
        ensure(count);
        System.arraycopy(bytes, from, array, length, count);
        length += count;
    }

    @Override
    public String toString() {
        return new String(array, 0, length, StandardCharsets.UTF_8);
    }

    private void ensure(int more) {
        if (array.length - length < more) {
            array = Arrays.copyOf(array, Math.max(Math.addExact(length, more), (int)
                    Math.min(array.length * 2L, Integer.MAX_VALUE - 8)));
        }
    }
}
