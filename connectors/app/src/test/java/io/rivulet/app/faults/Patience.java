package io.rivulet.app.faults;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what must come to be, by looking again and again; what has not come in time is a failure. */
final class Patience {

    /** For processes that start, and nodes that take over and restore. */
    static final Duration OF_A_CLUSTER = Duration.ofMinutes(3);

    /** For a tail that must find its way to the end. */
    static final Duration OF_A_TAIL = Duration.ofMinutes(1);

    private static final long POLL_NANOS = Duration.ofMillis(50).toNanos();

    private Patience() {}

    /** Returns once the condition holds. */
    static void await(String what, Duration patience, BooleanSupplier condition) {
        if (!holdsWithin(patience, condition)) {
            throw new AssertionError("In " + patience.toSeconds() + " s it did not come to be that " + what);
        }
    }

    /** Returns once the condition holds, or false when the time is over. */
    static boolean holdsWithin(Duration patience, BooleanSupplier condition) {
        long endNanos = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - endNanos > 0) {
                return false;
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
        return true;
    }
}
