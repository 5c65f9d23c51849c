package io.rivulet.app.tail;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Closes a connection on which nothing has come for a while, heartbeats included: the other side is gone, and the
 * operating system might not notice for hours.
 */
final class SilenceGuard implements AutoCloseable {

    private final ScheduledExecutorService clock;
    private volatile long heardAt = System.nanoTime();

    SilenceGuard(InputStream connection, Duration patience) {
        clock = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "silence-guard");
            thread.setDaemon(true);
            return thread;
        });
        long period = patience.toMillis() / 4;
        var unused = clock.scheduleWithFixedDelay(
                () -> closeIfSilent(connection, patience), period, period, TimeUnit.MILLISECONDS);
    }

    /** Something came. */
    void heard() {
        heardAt = System.nanoTime();
    }

    private void closeIfSilent(InputStream connection, Duration patience) {
        if (System.nanoTime() - heardAt > patience.toNanos()) {
            try {
                connection.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
