package io.rivulet.app.bench;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** A body in chunks (RFC 9112, 7.1). Leaves the connection open. */
final class ChunkedBody extends InputStream {

    private final InputStream connection;
    private long left;
    private boolean isBegun;
    private boolean isEnded;

    ChunkedBody(InputStream connection) {
        this.connection = connection;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (left == 0 && !isEnded) {
            nextChunk();
        }
        if (isEnded) {
            return -1;
        }
        int read = connection.read(bytes, offset, (int) Math.min(length, left));
        if (read < 0) {
            throw new EOFException("the node closed the connection within a body");
        }
        left -= read;
        return read;
    }

    private void nextChunk() throws IOException {
        if (isBegun) {
            HttpConnection.line(connection);
        }
        isBegun = true;
        String size = HttpConnection.line(connection).split(";", 2)[0].strip();
        left = Long.parseLong(size, 16);
        if (left == 0) {
            isEnded = true;
            while (!HttpConnection.line(connection).isEmpty()) {
                // Trailers say nothing here.
            }
        }
    }
}
