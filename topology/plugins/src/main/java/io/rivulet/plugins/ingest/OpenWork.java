package io.rivulet.plugins.ingest;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The blocking work of one batch. Settled when the hook has returned and every piece has ended, well or not; work may be added
 * by work until then. Any thread.
 */
final class OpenWork {

    private final CompletableFuture<Void> settled = new CompletableFuture<>();
    /** The hook itself is the first. */
    private int open = 1;

    private @Nullable Throwable failure;

    /** Counts a piece of work in, before it is started. */
    synchronized void begin() {
        if (open == 0) {
            throw new IllegalStateException("the batch is done: blockProcessorWhile comes too late");
        }
        open++;
    }

    void waitFor(CompletionStage<?> work) {
        work.whenComplete((done, thrown) -> end(thrown));
    }

    /** Counts a piece of work, or the hook, out. */
    void end(@Nullable Throwable thrown) {
        Throwable first;
        synchronized (this) {
            if (thrown != null) {
                if (failure == null) {
                    failure = thrown;
                } else if (failure != thrown) {
                    failure.addSuppressed(thrown);
                }
            }
            if (--open > 0) {
                return;
            }
            first = failure;
        }
        if (first == null) {
            settled.complete(null);
        } else {
            settled.completeExceptionally(first);
        }
    }

    /** Fails with the first failure, and never before all work has settled (PR-19). */
    CompletableFuture<Void> settled() {
        return settled;
    }
}
