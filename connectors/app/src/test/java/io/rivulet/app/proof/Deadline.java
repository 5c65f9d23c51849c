package io.rivulet.app.proof;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what must come to be, by looking again and again; what has not come in time is a failure. */
public final class Deadline {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final long POLL_NANOS = Duration.ofMillis(10).toNanos();

    private final String what;
    private final long endNanos = System.nanoTime() + PATIENCE.toNanos();

    private Deadline(String what) {
        this.what = what;
    }

    /** Returns once the condition holds. */
    public static void await(String what, BooleanSupplier condition) {
        Deadline deadline = new Deadline(what);
        while (!condition.getAsBoolean()) {
            deadline.pause();
        }
    }

    private void pause() {
        if (System.nanoTime() - endNanos > 0) {
            throw new AssertionError("In " + PATIENCE.toSeconds() + " s it did not come to be that " + what);
        }
        LockSupport.parkNanos(POLL_NANOS);
    }
}
