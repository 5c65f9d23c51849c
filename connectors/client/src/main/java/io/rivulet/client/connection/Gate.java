package io.rivulet.client.connection;

import io.rivulet.client.connection.Ticker.Alarm;
import io.rivulet.client.model.ClientClosedException;
import io.rivulet.client.model.UnavailableException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Where calls wait while no node can be reached (BR-50). Open, everybody passes. After a failure it is closed until a back-off is over,
 * which nobody cuts short (BR-46); then it lets one call through to try. If that one reaches a node, all others follow; if not, the next
 * back-off begins. Thread-safe.
 *
 * <p>Whoever was let through tells afterwards whether it {@linkplain #reached() reached} a node, {@linkplain #failed() failed}, or
 * {@linkplain #skipped() did not try}.
 */
public final class Gate {

    /** BR-12, BR-14: an outage is looked after at least this often, since calls wait for its end. */
    private static final Duration LONGEST = Duration.ofSeconds(1);

    private final Ticker ticker;
    private final BackOff backOff = BackOff.atMost(LONGEST);
    private final Deque<Waiter> waiters = new ArrayDeque<>();
    private State state = State.OPEN;

    /** Counts the back-offs, so that the end of an old one ends no other. */
    private long outage;

    private enum State {
        OPEN,
        /** The back-off runs. */
        SHUT,
        /** The back-off is over, and nobody has come yet. */
        READY,
        /** One call is trying. */
        TRYING,
        CLOSED
    }

    private record Waiter(CompletableFuture<Void> passed, Alarm patience) {}

    public Gate(Ticker ticker) {
        this.ticker = ticker;
    }

    /**
     * Waits until the way is free.
     *
     * @param patience how long (BR-51); after that it fails with an {@link UnavailableException}
     */
    public CompletableFuture<Void> pass(Duration patience) {
        CompletableFuture<Void> passed = new CompletableFuture<>();
        synchronized (this) {
            switch (state) {
                case CLOSED -> passed.completeExceptionally(new ClientClosedException());
                case OPEN -> passed.complete(null);
                case READY -> {
                    state = State.TRYING;
                    passed.complete(null);
                }
                case SHUT, TRYING -> {
                    Alarm alarm = ticker.after(patience, () -> giveUp(passed, patience));
                    waiters.add(new Waiter(passed, alarm));
                }
            }
        }
        return passed;
    }

    /** A call that was let through found no node that answers. */
    public synchronized void failed() {
        if (state == State.OPEN || state == State.TRYING) {
            state = State.SHUT;
            long current = ++outage;
            ticker.after(backOff.afterFailure(), () -> endBackOff(current));
        }
    }

    /** A call that was let through makes no attempt, since nobody waits for it any more: the next may try. */
    public void skipped() {
        synchronized (this) {
            state = state == State.TRYING ? State.READY : state;
        }
        letOneThrough();
    }

    /** A call was answered by a node, whatever it said. */
    public void reached() {
        List<Waiter> released;
        synchronized (this) {
            if (state == State.CLOSED || state == State.OPEN) {
                return;
            }
            state = State.OPEN;
            backOff.succeeded();
            released = new ArrayList<>(waiters);
            waiters.clear();
        }
        released.forEach(Gate::release);
    }

    /** All who wait fail at once, and whoever comes (BR-51). */
    public void close() {
        List<Waiter> rejected;
        synchronized (this) {
            state = State.CLOSED;
            rejected = new ArrayList<>(waiters);
            waiters.clear();
        }
        for (Waiter waiter : rejected) {
            waiter.patience().cancel();
            waiter.passed().completeExceptionally(new ClientClosedException());
        }
    }

    private void endBackOff(long ofOutage) {
        synchronized (this) {
            if (state != State.SHUT || outage != ofOutage) {
                return;
            }
            state = State.READY;
        }
        letOneThrough();
    }

    /** The first one who still waits; those who have lost their patience are passed over (BR-52). */
    private void letOneThrough() {
        while (true) {
            Waiter first;
            synchronized (this) {
                if (state != State.READY || waiters.isEmpty()) {
                    return;
                }
                state = State.TRYING;
                first = waiters.remove();
            }
            first.patience().cancel();
            if (first.passed().complete(null)) {
                return;
            }
            synchronized (this) {
                state = state == State.TRYING ? State.READY : state;
            }
        }
    }

    private static void release(Waiter waiter) {
        waiter.patience().cancel();
        waiter.passed().complete(null);
    }

    private static void giveUp(CompletableFuture<Void> passed, Duration patience) {
        passed.completeExceptionally(
                new UnavailableException("No node could be reached within " + patience.toMillis() + " ms", null));
    }
}
