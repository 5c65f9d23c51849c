package io.rivulet.http.imports;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.LongAdder;

/** Counts the bytes that pass, for progress; read by one thread, asked by any. */
final class CountedInput extends FilterInputStream {

    private final LongAdder count = new LongAdder();

    CountedInput(InputStream in) {
        super(in);
    }

    long count() {
        return count.sum();
    }

    @Override
    public int read() throws IOException {
        int value = super.read();
        count.add(value < 0 ? 0 : 1);
        return value;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        int read = super.read(bytes, from, length);
        count.add(Math.max(0, read));
        return read;
    }
}
