package io.rivulet.client.subscription;

import java.time.Duration;

/** How a subscription does. */
public sealed interface SubscriptionStatus {

    /** Connecting, after so many failures in a row. */
    record Connecting(int failures) implements SubscriptionStatus {}

    /** Events are coming, from after this checkpoint on. */
    record Subscribed(Checkpoint checkpoint) implements SubscriptionStatus {}

    /** Something failed; the subscription begins again after the delay (BR-41). */
    record Reconnecting(Failure failure, int failures, Duration delay) implements SubscriptionStatus {}

    /**
     * It will hardly heal by itself: the node refuses, or the same has failed until the delay grows no more. It still begins again after
     * the delay (BR-44), but somebody should look.
     */
    record Stuck(Failure failure, int failures, Duration delay) implements SubscriptionStatus {}

    /**
     * The node ended it and does not want it back: because another subscription took its key, mostly ({@link Failure.Kind#REPLACED}).
     * Nothing more comes unless its caller {@linkplain Subscription#restart() starts it again}.
     */
    record Stopped(Failure failure) implements SubscriptionStatus {}

    /** It was closed, and nothing more comes. */
    record Closed() implements SubscriptionStatus {}
}
