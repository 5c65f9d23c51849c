package io.rivulet.client;

import io.rivulet.client.connection.Ticker;
import io.rivulet.client.model.ClientClosedException;
import io.rivulet.client.subscription.HttpTails;
import io.rivulet.client.subscription.StatusListener;
import io.rivulet.client.subscription.StreamCopy;
import io.rivulet.client.subscription.Subscription;
import io.rivulet.client.subscription.Subscription.Environment;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;

/** The open subscriptions of a client. Their copies are called on threads that come with the work and go without it. Thread-safe. */
final class Subscriptions {

    private final Environment environment;
    private final Set<Subscription> open = ConcurrentHashMap.newKeySet();
    private volatile boolean isClosed;

    Subscriptions(Ticker ticker, Duration silence) {
        environment = new Environment(ticker, threads(), silence);
    }

    private static ExecutorService threads() {
        return Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "rivulet-client-subscription");
            thread.setDaemon(true);
            return thread;
        });
    }

    Subscription begin(HttpTails tails, StreamCopy copy, StatusListener listener) {
        if (isClosed) {
            throw new ClientClosedException();
        }
        AtomicReference<Subscription> self = new AtomicReference<>();
        Subscription begun = Subscription.begin(tails, copy, listener, environment, () -> open.remove(self.get()));
        self.set(begun);
        open.add(begun);
        if (isClosed) {
            begun.close();
        }
        return begun;
    }

    void close() {
        isClosed = true;
        open.forEach(Subscription::close);
    }
}
