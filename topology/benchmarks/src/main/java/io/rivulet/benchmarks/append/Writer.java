package io.rivulet.benchmarks.append;

import io.rivulet.api.EventInput;
import io.rivulet.api.StreamPath;

/** A way to write one event and to wait until it is safe. Any number of threads. */
interface Writer extends AutoCloseable {

    /** What its row in a table is called. */
    String name();

    /** Returns once the event is written for certain; throws if it is not. */
    void write(StreamPath path, EventInput event) throws Exception;

    @Override
    void close();
}
