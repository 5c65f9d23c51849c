package io.rivulet.app.bench;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** A body whose length is known. Leaves the connection open. */
final class SizedBody extends InputStream {

    private final InputStream connection;
    private long left;

    SizedBody(InputStream connection, long length) {
        this.connection = connection;
        this.left = length;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (left == 0) {
            return -1;
        }
        int read = connection.read(bytes, offset, (int) Math.min(length, left));
        if (read < 0) {
            throw new EOFException("the node closed the connection within a body");
        }
        left -= read;
        return read;
    }
}
