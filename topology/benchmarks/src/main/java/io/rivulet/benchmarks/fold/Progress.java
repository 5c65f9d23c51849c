package io.rivulet.benchmarks.fold;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Counts the records that a fold has applied, and remembers when the first and the last of them came. One thread applies,
 * another waits.
 */
final class Progress {

    private final long expected;
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private long applied;
    private long firstNanos;
    private long lastNanos;
    private long cpuNanos;

    Progress(long expected) {
        this.expected = expected;
    }

    /** Some more records are applied, or none. On the fold's thread. */
    void applied(long records) {
        if (applied == 0 && records > 0) {
            firstNanos = System.nanoTime();
            cpuNanos = -cpu();
        }
        applied += records;
        if (applied >= expected && !done.isDone()) {
            lastNanos = System.nanoTime();
            cpuNanos += cpu();
            done.complete(null);
        }
    }

    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    boolean isDone() {
        return done.isDone();
    }

    /** The fold has broken off. On any thread. */
    void fail(Throwable cause) {
        done.completeExceptionally(cause);
    }

    /** Waits until all are applied. */
    void await(Duration limit) throws InterruptedException, TimeoutException, ExecutionException {
        done.get(limit.toSeconds(), TimeUnit.SECONDS);
    }

    /** When the first record was applied, as {@link System#nanoTime}. After {@link #await}. */
    long firstNanos() {
        return firstNanos;
    }

    /** From the first record to the last. After {@link #await}. */
    Duration elapsed() {
        return Duration.ofNanos(lastNanos - firstNanos);
    }

    /** What the fold's thread took of the processors from the first record to the last. After {@link #await}. */
    Duration cpuTime() {
        return Duration.ofNanos(cpuNanos);
    }
}
