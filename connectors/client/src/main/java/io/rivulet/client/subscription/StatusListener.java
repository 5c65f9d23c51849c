package io.rivulet.client.subscription;

/** Is told how a subscription does: each change, in order, on a thread of the client. It should not block. */
@FunctionalInterface
public interface StatusListener {

    /** Nobody listens. */
    StatusListener NONE = status -> {};

    void changed(SubscriptionStatus status);
}
