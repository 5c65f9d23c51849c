package io.rivulet.engine.lane;

import org.jspecify.annotations.Nullable;

/** A batch that is under way: how long it may take, and whom to interrupt when it takes longer. */
final class Turn {

    private final long deadline;
    private @Nullable Thread worker;
    private volatile boolean isOverdue;

    /** @param deadline by the clock of {@link System#nanoTime} */
    Turn(long deadline, Thread worker) {
        this.deadline = deadline;
        this.worker = worker;
    }

    /** The worker has handed the batch over; what is left happens elsewhere. */
    synchronized void detach() {
        worker = null;
        if (isOverdue) {
            // It was meant for the batch, not for what the thread does next.
            boolean unused = Thread.interrupted();
        }
    }

    /** Interrupts the worker once when its time is over. */
    synchronized void check(long now) {
        if (!isOverdue && now - deadline > 0) {
            isOverdue = true;
            if (worker != null) {
                worker.interrupt();
            }
        }
    }

    boolean isOverdue() {
        return isOverdue;
    }
}
