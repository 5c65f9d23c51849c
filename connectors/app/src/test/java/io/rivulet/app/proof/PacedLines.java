package io.rivulet.app.proof;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Semaphore;

/** Lines that can be read once they are released, and are waited for until then. One thread reads, one releases. */
final class PacedLines extends InputStream {

    private final Iterator<String> lines;
    private final Semaphore released = new Semaphore(0);
    private byte[] rest = new byte[0];

    PacedLines(List<String> lines) {
        this.lines = lines.iterator();
    }

    void release(int count) {
        released.release(count);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    /** Reads no further than to the end of a line, so that a released line never waits for the next. */
    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        if (rest.length == 0) {
            if (!lines.hasNext()) {
                return -1;
            }
            try {
                released.acquire();
            } catch (InterruptedException e) {
                throw new InterruptedIOException();
            }
            rest = (lines.next() + "\n").getBytes(StandardCharsets.UTF_8);
        }
        int read = Math.min(length, rest.length);
        System.arraycopy(rest, 0, bytes, from, read);
        rest = Arrays.copyOfRange(rest, read, rest.length);
        return read;
    }
}
