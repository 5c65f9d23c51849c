package io.rivulet.http.channel;

import io.rivulet.http.cluster.Peers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * What a channel carries: frames, each with its length in four bytes in front, big-endian as all numbers are. A call is the number
 * (8), whether the body is lines (1), path and append id (each 2 and its bytes), and the body; a reply is the number (8), the
 * status (2), the seconds after which to try again or 0 (4), the problem's name (2 and its bytes), and the body.
 */
public final class Frames {

    /** Longer ones go as a request of their own, so that nothing stands long behind them. */
    static final int MAX_BODY_BYTES = 64 << 10;

    /** No frame is longer: an answer repeats events, and tells more of each. */
    static final int MAX_BYTES = 16 << 20;

    /** Instead of the number of a call: the far end takes no more, and answers those that it has. */
    static final long GOODBYE = 0;

    private Frames() {}

    static void putText(ByteBuffer frame, byte[] text) {
        frame.putShort((short) text.length).put(text);
    }

    static String text(ByteBuffer frame) {
        byte[] text = new byte[Short.toUnsignedInt(frame.getShort())];
        frame.get(text);
        return new String(text, StandardCharsets.UTF_8);
    }

    static byte[] rest(ByteBuffer frame) {
        byte[] rest = new byte[frame.remaining()];
        frame.get(rest);
        return rest;
    }

    /** The bytes of a reply, with their length in front. */
    public static ByteBuffer reply(long number, Peers.Reply reply) {
        byte[] problem = reply.problem().getBytes(StandardCharsets.US_ASCII);
        int length = Long.BYTES + Short.BYTES + Integer.BYTES + Short.BYTES + problem.length + reply.body().length;
        ByteBuffer frame = ByteBuffer.allocate(Integer.BYTES + length).putInt(length);
        frame.putLong(number).putShort((short) reply.status()).putInt((int) reply.retryAfterSeconds());
        putText(frame, problem);
        return frame.put(reply.body()).flip();
    }

    static ByteBuffer goodbye() {
        return reply(GOODBYE, new Peers.Reply(0, "", 0, new byte[0]));
    }

    /** Reads a reply after its number. */
    static Peers.Reply reply(ByteBuffer frame) {
        int status = frame.getShort();
        long retryAfterSeconds = frame.getInt();
        String problem = text(frame);
        return new Peers.Reply(status, problem, retryAfterSeconds, rest(frame));
    }
}
