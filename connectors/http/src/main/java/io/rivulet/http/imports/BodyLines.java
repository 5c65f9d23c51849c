package io.rivulet.http.imports;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/** Cuts a stream into lines of bounded length. A longer one is passed over and told as such. Not thread-safe. */
final class BodyLines {

    private static final int BUFFER_BYTES = 64 << 10;

    private final InputStream in;
    private final int maxBytes;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private int from;
    private int to;
    private long number;
    private boolean isTooLong;

    BodyLines(InputStream in, int maxBytes) {
        this.in = in;
        this.maxBytes = maxBytes;
    }

    /** Goes on to the next line, waiting for it; false at the end. */
    boolean next() throws IOException {
        line.reset();
        isTooLong = false;
        boolean hasAny = false;
        while (from < to || fill()) {
            hasAny = true;
            int end = from;
            while (end < to && buffer[end] != '\n') {
                end++;
            }
            take(end);
            if (end < to) {
                from = end + 1;
                break;
            }
            from = end;
        }
        number += hasAny ? 1 : 0;
        return hasAny;
    }

    /** The line without its line feed; empty when it is too long. A new array at each call. */
    byte[] bytes() {
        return line.toByteArray();
    }

    boolean isTooLong() {
        return isTooLong;
    }

    /** Which line it is, from 1. */
    long number() {
        return number;
    }

    private void take(int end) {
        isTooLong |= end - from > maxBytes - line.size();
        if (isTooLong) {
            line.reset();
        } else {
            line.write(buffer, from, end - from);
        }
    }

    private boolean fill() throws IOException {
        from = 0;
        to = Math.max(0, in.read(buffer));
        return to > 0;
    }
}
