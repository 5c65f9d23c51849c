package io.rivulet.http.live;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Shares a socket among subscriptions: a few may send at a time, and the others wait in a row. So a socket that takes
 * nothing holds a few batches, however many subscriptions there are, and a busy one does not starve the others.
 */
final class Turns {

    private final Queue<CompletableFuture<Void>> waiting = new ArrayDeque<>();
    private int free;

    Turns(int atATime) {
        free = atATime;
    }

    /** Completes when it is the caller's turn, which lasts until {@link #end}. */
    synchronized CompletableFuture<Void> begin() {
        CompletableFuture<Void> turn = new CompletableFuture<>();
        if (free > 0) {
            free--;
            turn.complete(null);
        } else {
            waiting.add(turn);
        }
        return turn;
    }

    /** A turn is over; the next one in the row has it. */
    void end() {
        CompletableFuture<Void> next = next();
        if (next != null) {
            next.complete(null);
        }
    }

    private synchronized @Nullable CompletableFuture<Void> next() {
        CompletableFuture<Void> next = waiting.poll();
        if (next == null) {
            free++;
        }
        return next;
    }
}
