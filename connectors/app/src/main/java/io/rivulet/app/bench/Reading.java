package io.rivulet.app.bench;

import java.io.IOException;
import java.time.Duration;

/** A way to read all events of one stream. One thread. */
interface Reading {

    /** What it is, for the table. */
    String name();

    /** Reads everything once, with a connection of its own that is open before the clock starts. */
    Pass read() throws IOException;

    /** How many events or records were read, and how long that took. */
    record Pass(long events, Duration time) {

        static final Pass NONE = new Pass(0, Duration.ZERO);

        Pass plus(Pass more) {
            return new Pass(events + more.events, time.plus(more.time));
        }

        double eventsPerSecond() {
            return events * 1e9 / Math.max(1, time.toNanos());
        }
    }
}
