package io.rivulet.engine.checkpoint;

import io.rivulet.engine.fold.Bytes;
import io.rivulet.engine.fold.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How far the effects of one subscriber of one stream have come. It may lag behind what has happened and never leads it: what
 * lies after it may have had its effects already, and has them again (at-least-once).
 *
 * @param streamId the life of the stream that it is about; after a reset it is void
 * @param attachedAt the head of the stream when the subscriber was first attached, -1 for none; never moves
 * @param offset of the last event whose effects are done, -1 for none
 * @param parked why and since when nothing more is tried, or null
 */
public record Checkpoint(long streamId, long attachedAt, long offset, @Nullable Parked parked) {

    /** Of a subscriber that has taken nothing. */
    public static final Checkpoint NONE = new Checkpoint(-1, -1, -1, null);

    private static final int FORMAT = 1;

    /**
     * What a parked lane needs to be shown, and to be woken.
     *
     * @param reason one sentence; the last failure
     * @param failures how many there were in a row
     * @param since milliseconds since the epoch
     * @param revision the version or configuration that failed: another one is tried at once
     */
    public record Parked(String reason, int failures, long since, String revision) {}

    /** The same place, and a lane that is parked there. */
    public Checkpoint parked(Parked why) {
        return new Checkpoint(streamId, attachedAt, offset, why);
    }

    /** A later place, and a lane that is well. */
    public Checkpoint movedTo(long newOffset) {
        return new Checkpoint(streamId, attachedAt, Math.max(offset, newOffset), null);
    }

    /** The key of a row. A path has no control characters, so nothing else can have this key. */
    public static byte[] key(byte[] path, String lane) {
        byte[] name = lane.getBytes(StandardCharsets.UTF_8);
        byte[] key = Arrays.copyOf(path, path.length + 1 + name.length);
        System.arraycopy(name, 0, key, path.length + 1, name.length);
        return key;
    }

    byte[] encode() {
        Bytes out = new Bytes(32);
        out.put(FORMAT)
                .putVarint(streamId + 1)
                .putVarint(attachedAt + 1)
                .putVarint(offset + 1)
                .put(parked == null ? 0 : 1);
        if (parked != null) {
            out.putSized(parked.reason())
                    .putVarint(parked.failures())
                    .putVarint(parked.since())
                    .putSized(parked.revision());
        }
        return out.toArray();
    }

    static Checkpoint decode(byte[] row) {
        Reader in = new Reader(row);
        int format = in.read();
        if (format != FORMAT) {
            throw new IllegalStateException(
                    "a checkpoint of the unknown format " + format + ": a newer version of the program has written it");
        }
        long streamId = in.readVarint() - 1;
        long attachedAt = in.readVarint() - 1;
        long offset = in.readVarint() - 1;
        Parked parked = in.read() == 0
                ? null
                : new Parked(in.readText(), (int) in.readVarint(), in.readVarint(), in.readText());
        return new Checkpoint(streamId, attachedAt, offset, parked);
    }
}
