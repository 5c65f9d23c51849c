package io.rivulet.engine.tail;

/** An open tail. Closing it is idempotent; afterwards the sink gets nothing more but the batch it may be writing. */
public interface Tail extends AutoCloseable {

    /** The offset up to which events were handed over (SUB-11). */
    long cursor();

    @Override
    void close();
}
