package io.rivulet.http.channel;

import io.rivulet.http.problem.Problem;
import io.rivulet.http.problem.ProblemType;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** Takes frames out of bytes that come in pieces of any size. One thread at a time. */
final class FrameReader {

    /** The beginning of a frame whose end has not come. */
    private byte[] begun = new byte[0];

    /**
     * Takes a piece.
     *
     * @param frames takes each frame without its length; the bytes are its own only until it returns
     */
    void read(ByteBuffer piece, Consumer<ByteBuffer> frames) {
        ByteBuffer bytes = piece;
        if (begun.length > 0) {
            bytes = ByteBuffer.allocate(begun.length + piece.remaining())
                    .put(begun)
                    .put(piece)
                    .flip();
        }
        while (bytes.remaining() >= Integer.BYTES) {
            int length = bytes.getInt(bytes.position());
            if (length < 0 || length > Frames.MAX_BYTES) {
                throw Problem.of(ProblemType.MALFORMED_REQUEST, "A frame has " + length + " bytes; this is no channel.")
                        .toException();
            }
            if (bytes.remaining() - Integer.BYTES < length) {
                break;
            }
            int from = bytes.position() + Integer.BYTES;
            frames.accept(bytes.slice(from, length));
            bytes.position(from + length);
        }
        begun = Frames.rest(bytes);
    }
}
