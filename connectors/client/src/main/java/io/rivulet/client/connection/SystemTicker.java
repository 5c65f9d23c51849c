package io.rivulet.client.connection;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor.DiscardPolicy;
import java.util.concurrent.TimeUnit;

/** The system's time, and one daemon thread that minds it. */
public final class SystemTicker implements Ticker, AutoCloseable {

    private final ScheduledThreadPoolExecutor thread;

    public SystemTicker() {
        ThreadFactory daemon = task -> {
            Thread ticking = new Thread(task, "rivulet-client-ticker");
            ticking.setDaemon(true);
            return ticking;
        };
        // What is set after the end is not run, and nobody has to know.
        thread = new ScheduledThreadPoolExecutor(1, daemon, new DiscardPolicy());
        thread.setRemoveOnCancelPolicy(true);
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public Alarm after(Duration delay, Runnable task) {
        ScheduledFuture<?> scheduled = thread.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> scheduled.cancel(false);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
