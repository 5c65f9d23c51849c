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

    /** Offers a line. May block while too much waits to be sent. */
    Offer offer(Line line) throws InterruptedException;

    @Override
    default void close() {
        // Most hold nothing.
    }
}
