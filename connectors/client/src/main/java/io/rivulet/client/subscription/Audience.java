package io.rivulet.client.subscription;

import io.rivulet.client.connection.BackOff;
import io.rivulet.client.model.ClientClosedException;
import io.rivulet.client.model.SubscriptionStoppedException;
import io.rivulet.client.subscription.SubscriptionStatus.Closed;
import io.rivulet.client.subscription.SubscriptionStatus.Connecting;
import io.rivulet.client.subscription.SubscriptionStatus.Reconnecting;
import io.rivulet.client.subscription.SubscriptionStatus.Stopped;
import io.rivulet.client.subscription.SubscriptionStatus.Stuck;
import io.rivulet.client.subscription.SubscriptionStatus.Subscribed;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Who is told how a subscription does: its listener, and those who wait until it is subscribed. Told from its mailbox; asked from anywhere. */
final class Audience {

    private static final Logger LOG = System.getLogger(Audience.class.getName());

    /** What may pass by itself, however often it has come: the node's, not the copy's. */
    private static final Set<Failure.Kind> MAY_PASS =
            Set.of(Failure.Kind.CONNECTION, Failure.Kind.NOT_NOW, Failure.Kind.SILENCE);

    private final StatusListener listener;
    private final List<CompletableFuture<Void>> waiting = new ArrayList<>();
    private volatile SubscriptionStatus status = new Connecting(0);
    private boolean isRejecting;
    private @Nullable Failure stopped;
    private int lastingFailures;

    Audience(StatusListener listener) {
        this.listener = listener;
    }

    SubscriptionStatus status() {
        return status;
    }

    /** Done when the subscription stands; it waits for a back-off that runs and does not cut it short (BR-46, BR-52). */
    synchronized CompletableFuture<Void> whenSubscribed() {
        CompletableFuture<Void> subscribed = new CompletableFuture<>();
        if (isRejecting) {
            subscribed.completeExceptionally(new ClientClosedException());
        } else if (stopped != null) {
            subscribed.completeExceptionally(new SubscriptionStoppedException(stopped.detail()));
        } else if (status instanceof Subscribed) {
            subscribed.complete(null);
        } else {
            waiting.add(subscribed);
        }
        return subscribed;
    }

    void tell(SubscriptionStatus changed) {
        synchronized (this) {
            status = changed;
        }
        try {
            listener.changed(changed);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "A listener of a subscription failed; the subscription goes on", e);
        }
    }

    void subscribed(Subscribed subscribed) {
        tell(subscribed);
        release().forEach(waiter -> waiter.complete(null));
    }

    void reconnecting(Failure failure, int failures, Duration delay) {
        boolean mayPass = MAY_PASS.contains(failure.kind());
        lastingFailures += mayPass ? 0 : 1;
        boolean isStuck = failure.isRefusal() || (!mayPass && lastingFailures >= BackOff.FAILURES_TO_LONGEST);
        tell(isStuck ? new Stuck(failure, failures, delay) : new Reconnecting(failure, failures, delay));
    }

    /** Events were ingested: what failed before has passed. */
    void ingested() {
        lastingFailures = 0;
    }

    /** It has stopped: who waits fails, and so does whoever comes until it is started again. */
    void stopped(Failure failure) {
        synchronized (this) {
            stopped = failure;
        }
        tell(new Stopped(failure));
        release().forEach(waiter -> waiter.completeExceptionally(new SubscriptionStoppedException(failure.detail())));
    }

    /** Who comes waits again. False if it had not stopped. */
    synchronized boolean restarted() {
        boolean hadStopped = stopped != null;
        stopped = null;
        return hadStopped;
    }

    /** Who waits fails at once, also while the copy is busy, and so does whoever comes (BR-51). */
    void reject() {
        synchronized (this) {
            isRejecting = true;
        }
        release().forEach(waiter -> waiter.completeExceptionally(new ClientClosedException()));
    }

    /** Nothing more will come. */
    void closed() {
        if (!(status instanceof Closed)) {
            tell(new Closed());
        }
    }

    /** BR-41: a failure of a subscription that is closed changes nothing any more. */
    void report(Failure failure) {
        LOG.log(Level.WARNING, "A subscription that was closed failed at last: " + failure.detail(), failure.cause());
    }

    private synchronized List<CompletableFuture<Void>> release() {
        List<CompletableFuture<Void>> released = List.copyOf(waiting);
        waiting.clear();
        return released;
    }
}
