package io.rivulet.http.channel;

import io.rivulet.api.StreamPath;
import io.rivulet.http.exchange.MediaType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * An append that a node sends on.
 *
 * @param number of the channel's own, which its reply has as well
 * @param appendId from what the keys of events without one are made
 * @param contentType of the body, JSON or lines of JSON
 * @param body as the client sent it
 */
public record Call(long number, StreamPath path, String appendId, String contentType, byte[] body) {

    /** The bytes on the wire, with their length in front. */
    ByteBuffer toFrame() {
        byte[] path = this.path.value().getBytes(StandardCharsets.UTF_8);
        byte[] id = appendId.getBytes(StandardCharsets.US_ASCII);
        int length = Long.BYTES + 1 + Short.BYTES + path.length + Short.BYTES + id.length + body.length;
        ByteBuffer frame = ByteBuffer.allocate(Integer.BYTES + length).putInt(length);
        frame.putLong(number).put((byte) (contentType.equals(MediaType.NDJSON) ? 1 : 0));
        Frames.putText(frame, path);
        Frames.putText(frame, id);
        return frame.put(body).flip();
    }

    /** Reads what {@link #toFrame} wrote, without the length. */
    static Call read(ByteBuffer frame) {
        long number = frame.getLong();
        String contentType = frame.get() == 1 ? MediaType.NDJSON : MediaType.JSON;
        StreamPath path = new StreamPath(Frames.text(frame));
        String appendId = Frames.text(frame);
        return new Call(number, path, appendId, contentType, Frames.rest(frame));
    }
}
