package io.rivulet.engine.fold;

import org.jspecify.annotations.Nullable;

/**
 * The rows of one partition, as the fold reads and writes them. What was put is seen by later reads at once. Rows of a
 * store may be ahead of what was applied, after a crash; the fold then puts the same rows again. Stream rows and the entries
 * of registries never are: they change, so they are kept back until a checkpoint.
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

    /**
     * Puts a closed chunk of {@link Postings}.
     *
     * @param type number of the type in its stream
     * @param first the first index in it
     */
    void putPostings(StreamRow stream, long type, long first, Bytes chunk);

    /**
     * Puts that a stream was created.
     *
     * @param offset of the record at which that was judged: the last one of its batch
     */
    void putBirth(long offset, byte[] path);

    /** Puts a record that is no event. */
    void putQuarantine(long offset, Bytes entry);

    /** The value of a registry's entry, or null if there is none. */
    byte @Nullable [] findEntry(byte[] key);

    /** Puts an entry of a registry, in the place of one that may be there. See {@link EntryKey}. */
    void putEntry(byte[] key, byte[] value);

    void removeEntry(byte[] key);

    /**
     * Rows whose keys begin so are of no use any more, and none will be put: they may go at any time after the next checkpoint.
     *
     * @param prefix the id of a stream whose life has ended, or what begins entries of a registry
     */
    void end(byte[] prefix);

    /** The present moment, for {@link #rollback}. */
    int mark();

    /** Takes back every put since the mark; rows being worked on are the caller's to restore. */
    void rollback(int mark);
}
