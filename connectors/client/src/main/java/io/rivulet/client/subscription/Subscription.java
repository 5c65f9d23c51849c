package io.rivulet.client.subscription;

import io.rivulet.client.connection.Ticker;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * A subscription that heals itself until it is closed. Only one whose key was taken by another one stops by itself, since two would go
 * on taking it from each other (SUB-3); its caller is told, and may start it again. Any thread may use it.
 */
public final class Subscription implements AutoCloseable {

    private final Follower follower;
    private final Audience audience;
    private final Runnable onClose;

    private Subscription(Follower follower, Audience audience, Runnable onClose) {
        this.follower = follower;
        this.audience = audience;
        this.onClose = onClose;
    }

    /**
     * What a subscription runs on.
     *
     * @param threads where copies are called; they may block there
     * @param silence how long nothing may come, heartbeats included (BR-17)
     */
    public record Environment(Ticker ticker, Executor threads, Duration silence) {}

    /**
     * Begins one.
     *
     * @param onClose is run when it is closed, perhaps more than once
     */
    public static Subscription begin(
            HttpTails tails, StreamCopy copy, StatusListener listener, Environment environment, Runnable onClose) {
        Audience audience = new Audience(listener);
        Follower follower = new Follower(
                copy,
                tails.options().types().isEmpty(),
                tails,
                environment.ticker(),
                environment.silence(),
                new SerialExecutor(environment.threads()),
                audience);
        follower.start();
        return new Subscription(follower, audience, onClose);
    }

    /** How it did last. */
    public SubscriptionStatus status() {
        return audience.status();
    }

    /**
     * Done when the subscription stands; it fails with a {@link io.rivulet.client.model.ClientClosedException} when the subscription is
     * closed before, and with a {@link io.rivulet.client.model.SubscriptionStoppedException} when it has stopped. Asking changes nothing: a back-off that runs is waited for (BR-46).
     */
    public CompletableFuture<Void> whenSubscribed() {
        return audience.whenSubscribed();
    }

    /**
     * Starts it again, from the copy's checkpoint, after it has {@linkplain SubscriptionStatus.Stopped stopped}. With a key that takes
     * the key back from whoever has it. While it has not stopped this changes nothing: a back-off that runs is not cut short (BR-46).
     *
     * @throws io.rivulet.client.model.ClientClosedException when it was closed
     */
    public void restart() {
        follower.restart();
    }

    /**
     * Ends it; more than once does no harm. The copy is not called any more, except that a call that runs on another thread goes on to its
     * end.
     */
    @Override
    public void close() {
        follower.close();
        onClose.run();
    }
}
