package io.rivulet.client.subscription;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;

/** Runs tasks one at a time and in order, on threads of another executor; holds a thread only while there is something to run. */
final class SerialExecutor implements Executor {

    private final Executor threads;
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private boolean isRunning;

    SerialExecutor(Executor threads) {
        this.threads = threads;
    }

    @Override
    public void execute(Runnable task) {
        synchronized (this) {
            tasks.add(task);
            if (isRunning) {
                return;
            }
            isRunning = true;
        }
        threads.execute(this::runNext);
    }

    private void runNext() {
        Runnable task;
        synchronized (this) {
            task = tasks.remove();
        }
        try {
            task.run();
        } finally {
            boolean hasMore;
            synchronized (this) {
                hasMore = !tasks.isEmpty();
                isRunning = hasMore;
            }
            if (hasMore) {
                threads.execute(this::runNext);
            }
        }
    }
}
