package io.rivulet.engine.fold;

/**
 * An immediate child of a stream (CS-6).
 *
 * @param position in the order of first announcement, dense from 0
 * @param offset of the event that announced it first
 */
public record ChildEntry(long position, String path, long offset) {

    byte[] encode() {
        return new Bytes(64).putVarint(offset).putSized(path).toArray();
    }

    public static ChildEntry decode(long position, byte[] value) {
        Reader in = new Reader(value);
        long offset = in.readVarint();
        return new ChildEntry(position, in.readText(), offset);
    }
}
