package io.rivulet.http.imports;

import java.util.concurrent.CompletableFuture;

/** Takes the lines of an import, each stream's in the order in which they are offered. Used by one thread at a time. */
interface Writer extends AutoCloseable {

    /**
     * A line on its way.
     *
     * @param line as it was offered, perhaps with a key that it was given
     * @param verdict never fails
     */
    record Offer(Line line, CompletableFuture<Verdict> verdict) {}

    /**
     * Offers a line. May block while too much waits to be sent.
     *
     * <p>A line that is not taken for now leaves its stream open for those after it, so whoever offers lines must offer none of them
     * before it is taken.
     */
    Offer offer(Line line) throws InterruptedException;

    /** Everything that was offered has its verdict: what comes may go another way than what came before it. */
    default void settled() {
        // Most have one way.
    }

    /** Whether it takes no more lines. */
    default boolean isClosed() {
        return false;
    }

    @Override
    default void close() {
        // Most hold nothing.
    }
}
