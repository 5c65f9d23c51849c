package io.rivulet.app.proof;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what must come to be, by looking again and again; what has not come in time is a failure. */
public final class Deadline {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration LOOK = Duration.ofMillis(10);

    private final String what;
    private final Duration patience;
    private final long endNanos;

    private Deadline(String what, Duration patience) {
        this.what = what;
        this.patience = patience;
        endNanos = System.nanoTime() + patience.toNanos();
    }

    /** Returns once the condition holds. */
    public static void await(String what, BooleanSupplier condition) {
        await(what, LOOK, condition);
    }

    /** The same, looking seldom, where looking itself is work for what is looked at. */
    public static void await(String what, Duration look, BooleanSupplier condition) {
        within(PATIENCE, what, look, condition);
    }

    /** The same with more patience, and looking seldom. */
    public static void within(Duration patience, String what, Duration look, BooleanSupplier condition) {
        Deadline deadline = new Deadline(what, patience);
        while (!condition.getAsBoolean()) {
            deadline.pause(look);
        }
    }

    private void pause(Duration look) {
        if (System.nanoTime() - endNanos > 0) {
            throw new AssertionError("In " + patience.toSeconds() + " s it did not come to be that " + what);
        }
        LockSupport.parkNanos(look.toNanos());
    }
}
