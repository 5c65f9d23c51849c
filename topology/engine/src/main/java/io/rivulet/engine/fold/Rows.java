package io.rivulet.engine.fold;

import org.jspecify.annotations.Nullable;

/**
 * The rows of one partition, as the fold reads and writes them. What was put is seen by later reads at once. Rows of a
 * store may be ahead of what was applied, after a crash; the fold then puts the same rows again.
 */
public interface Rows {

    /** The row of a stream to work on, or null if there is none. */
    @Nullable
    StreamRow find(byte[] path);

    /** A new row, without events, to work on. */
    StreamRow begin(byte[] path);

    /** Finds the row of an idempotency key by its hash, be it ahead or not; answers whether there is one. */
    boolean findKey(StreamRow stream, long hashHigh, long hashLow, KeyRow into);

    void putKey(StreamRow stream, long hashHigh, long hashLow, KeyRow row);

    /**
     * Puts an event.
     *
     * @param envelope the beginning of a {@link MirrorRow}, which the payload follows
     */
    void putMirror(StreamRow stream, long index, Bytes envelope, byte @Nullable [] payload);

    /** Puts a closed row of the feed. */
    void putFeed(StreamRow stream, long row, Bytes span);

    /** Puts a record that is no event. */
    void putQuarantine(long offset, Bytes entry);

    /** The present moment, for {@link #rollback}. */
    int mark();

    /** Takes back every put since the mark; rows being worked on are the caller's to restore. */
    void rollback(int mark);
}
