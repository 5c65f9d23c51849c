package io.rivulet.engine.tail;

/** An open tail. Closing it is idempotent; afterwards the sink gets nothing more but the batch it may be writing. */
public interface Tail extends AutoCloseable {

    /** The key of the subscription or, where it has none, the id that it was given: unique in its stream (SUB-2). */
    String key();

    /** The offset up to which events were handed over, or passed over (SUB-11); {@link Subscription#LIVE} before it began. */
    long cursor();

    /** The offset of the stream's last event when it was last looked at, -1 if there was none. */
    long head();

    /** Closes it for a reason, which the stream is told if the subscription has a key (SUB-26). */
    void close(Ending ending);

    /** Closes it because the subscriber wants no more (SUB-27). */
    @Override
    default void close() {
        close(Ending.UNSUBSCRIBED);
    }
}
