package io.rivulet.engine.store;

import io.rivulet.engine.fold.Bytes;
import io.rivulet.engine.fold.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What a processor has reduced a stream to. Derived from the log: one that is lost, of another version or of another life of
 * the stream is reduced again.
 *
 * @param version of the processor
 * @param streamId the life of the stream
 * @param offset of the last event that it reflects, -1 for none
 * @param index of the next event to reduce
 * @param state JSON, UTF-8
 */
public record Snapshot(String version, long streamId, long offset, long index, byte[] state) {

    /** A path has no control characters, so nothing else can have this key. */
    static byte[] key(byte[] path, String slug) {
        byte[] name = slug.getBytes(StandardCharsets.UTF_8);
        byte[] key = Arrays.copyOf(path, path.length + 1 + name.length);
        System.arraycopy(name, 0, key, path.length + 1, name.length);
        return key;
    }

    byte[] encode() {
        return new Bytes(32 + state.length)
                .putSized(version)
                .putVarint(streamId + 1)
                .putVarint(offset + 1)
                .putVarint(index)
                .putSized(state)
                .toArray();
    }

    static Snapshot decode(byte[] row) {
        Reader in = new Reader(row);
        return new Snapshot(in.readText(), in.readVarint() - 1, in.readVarint() - 1, in.readVarint(), in.readSized());
    }
}
