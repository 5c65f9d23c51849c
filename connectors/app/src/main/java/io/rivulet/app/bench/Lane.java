package io.rivulet.app.bench;

import java.io.IOException;

/** One caller, with one event in flight. One thread at a time. */
interface Lane extends AutoCloseable {

    /**
     * Appends an event, and returns when it is known to be in the log.
     *
     * @param number of the event within its lane
     */
    void append(long number) throws IOException, InterruptedException;

    @Override
    default void close() {}
}
