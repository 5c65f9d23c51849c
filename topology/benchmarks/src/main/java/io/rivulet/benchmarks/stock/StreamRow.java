package io.rivulet.benchmarks.stock;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The core state of a stream and the open row of its feed, in one row, so that an event costs one look-up.
 *
 * @param count of accepted events
 * @param head the offset of the last one
 * @param createdAt the time of the first one
 * @param pauseReason null when the stream is not paused
 * @param incarnation identifies this life of the stream
 * @param feedRow the number of the feed's last row
 * @param feed the feed's last row
 */
record StreamRow(
        long count,
        long head,
        long createdAt,
        @Nullable String pauseReason,
        String incarnation,
        long feedRow,
        FeedRow feed) {

    /** A stream after its first event. */
    static StreamRow begin(Envelope envelope, long offset, long time) {
        return new StreamRow(1, offset, time, null, envelope.id(), 0, FeedRow.open(envelope.type(), 0, offset));
    }

    /** The stream after one more event (CS-1, FD-11). */
    StreamRow with(String type, long offset) {
        boolean isSameRow = feed.takes(type);
        return new StreamRow(
                count + 1,
                offset,
                createdAt,
                pauseReason,
                incarnation,
                isSameRow ? feedRow : feedRow + 1,
                isSameRow ? feed.with(offset) : FeedRow.open(type, count, offset));
    }

    StreamRow withPauseReason(@Nullable String reason) {
        return new StreamRow(count, head, createdAt, reason, incarnation, feedRow, feed);
    }

    StreamRow withIncarnation(String life) {
        return new StreamRow(count, head, createdAt, pauseReason, life, feedRow, feed);
    }

    boolean isPaused() {
        return pauseReason != null;
    }

    byte[] toBytes() {
        byte[] reason = pauseReason == null ? new byte[0] : pauseReason.getBytes(StandardCharsets.UTF_8);
        byte[] life = incarnation.getBytes(StandardCharsets.UTF_8);
        byte[] row = feed.toBytes();
        return ByteBuffer.allocate(4 * Long.BYTES + 2 * Integer.BYTES + reason.length + life.length + row.length)
                .putLong(count)
                .putLong(head)
                .putLong(createdAt)
                .putInt(pauseReason == null ? -1 : reason.length)
                .put(reason)
                .putInt(life.length)
                .put(life)
                .putLong(feedRow)
                .put(row)
                .array();
    }

    static StreamRow fromBytes(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        long count = in.getLong();
        long head = in.getLong();
        long createdAt = in.getLong();
        int reasonLength = in.getInt();
        String reason = reasonLength < 0 ? null : text(in, reasonLength);
        String incarnation = text(in, in.getInt());
        long feedRow = in.getLong();
        return new StreamRow(count, head, createdAt, reason, incarnation, feedRow, FeedRow.read(in));
    }

    private static String text(ByteBuffer in, int length) {
        String text = new String(in.array(), in.arrayOffset() + in.position(), length, StandardCharsets.UTF_8);
        in.position(in.position() + length);
        return text;
    }
}
