package io.rivulet.app.node;

import java.io.PrintWriter;
import java.time.Duration;

/** Tells an impatient reader what a starting node is doing: what is new, but not more often than once a second. */
final class RestoreProgress {

    private static final long INTERVAL_NANOS = Duration.ofSeconds(1).toNanos();

    private final PrintWriter err;
    private String told = "";
    private long toldAt = System.nanoTime();

    RestoreProgress(PrintWriter err) {
        this.err = err;
    }

    void tell(String what) {
        if (!what.equals(told) && System.nanoTime() - toldAt >= INTERVAL_NANOS) {
            told = what;
            toldAt = System.nanoTime();
            err.println(what);
            err.flush();
        }
    }
}
