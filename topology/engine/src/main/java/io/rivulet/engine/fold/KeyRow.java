package io.rivulet.engine.fold;

/** Where the event with an idempotency key lies. Reused by the fold; not thread-safe. */
public final class KeyRow {

    long offset;
    long previousOffset;
    long index;

    public long offset() {
        return offset;
    }

    /**
     * The head of the stream before the event, -1 for none: what its precondition named, if it had one. The first event after
     * {@code created} of the same batch has -1, since it was appended to a stream that did not exist.
     */
    public long previousOffset() {
        return previousOffset;
    }

    public long index() {
        return index;
    }

    public void set(long newOffset, long newPreviousOffset, long newIndex) {
        offset = newOffset;
        previousOffset = newPreviousOffset;
        index = newIndex;
    }

    public void copyFrom(KeyRow other) {
        set(other.offset, other.previousOffset, other.index);
    }

    public void encode(Bytes out) {
        out.putVarint(offset).putVarint(offset - previousOffset).putVarint(index);
    }

    public void decode(byte[] row) {
        Reader in = new Reader(row);
        offset = in.readVarint();
        previousOffset = offset - in.readVarint();
        index = in.readVarint();
    }
}
