package io.rivulet.app.reset;

import io.rivulet.client.StreamClient;
import io.rivulet.client.subscription.SubscribeOptions;
import io.rivulet.client.subscription.Subscription;
import org.jspecify.annotations.Nullable;

/** A Java client with a copy, which is away at times and comes back with it. One thread. */
final class Subscriber {

    private final StreamClient stream;
    private final SubscribeOptions options;
    private final JudgedCopy copy;
    private @Nullable Subscription subscription;

    Subscriber(String name, StreamClient stream, SubscribeOptions options, Lives lives) {
        this.stream = stream;
        this.options = options;
        copy = new JudgedCopy(name, stream.path().value(), lives);
    }

    JudgedCopy copy() {
        return copy;
    }

    SubscribeOptions options() {
        return options;
    }

    boolean isOf(String path) {
        return stream.path().value().equals(path);
    }

    void come() {
        if (subscription == null) {
            subscription = stream.subscribe(copy, copy, options);
        }
    }

    void leave() {
        Subscription open = subscription;
        subscription = null;
        if (open != null) {
            open.close();
        }
    }
}
