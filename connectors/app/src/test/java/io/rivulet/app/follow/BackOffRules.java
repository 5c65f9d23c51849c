package io.rivulet.app.follow;

import io.rivulet.client.subscription.Failure;
import io.rivulet.client.subscription.Failure.Kind;
import io.rivulet.client.subscription.StatusListener;
import io.rivulet.client.subscription.SubscriptionStatus;
import io.rivulet.client.subscription.SubscriptionStatus.Reconnecting;
import io.rivulet.client.subscription.SubscriptionStatus.Stuck;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Holds what a subscription tells against BR-41 and BR-43: each failure in a row is counted, whatever lies between but a successful
 * ingest, and its delay is min(30 s, 250 ms * 2^min(n - 1, 7)). A node may ask for a longer one. Thread-safe.
 */
public final class BackOffRules implements StatusListener {

    private final List<String> broken = new ArrayList<>();
    private final List<Duration> delays = new ArrayList<>();
    private int expected;
    private int failuresOfTheCopy;
    private int stuck;

    /** Events have been ingested. */
    synchronized void ingested() {
        expected = 0;
    }

    @Override
    public synchronized void changed(SubscriptionStatus status) {
        if (status instanceof Reconnecting failed) {
            check(failed.failure(), failed.failures(), failed.delay());
        } else if (status instanceof Stuck failed) {
            stuck++;
            check(failed.failure(), failed.failures(), failed.delay());
        }
    }

    private void check(Failure failure, int failures, Duration delay) {
        boolean isCounted = !failure.detail().startsWith("The node asks to come back");
        expected += isCounted ? 1 : 0;
        failuresOfTheCopy += failure.kind() == Kind.COPY ? 1 : 0;
        long lawful = Math.min(30_000, 250L << Math.min(Math.max(failures, 1) - 1, 7));
        boolean mayBeLonger = failure.kind() == Kind.NOT_NOW;
        if (failures != expected || delay.toMillis() < lawful || (delay.toMillis() > lawful && !mayBeLonger)) {
            broken.add("expected failure " + expected + ", told " + failures + " with " + delay + " because of "
                    + failure);
        }
        delays.add(delay);
    }

    /** What did not follow the rules. */
    public synchronized List<String> broken() {
        return List.copyOf(broken);
    }

    /** All of them, in order. */
    public synchronized List<Duration> delays() {
        return List.copyOf(delays);
    }

    public synchronized int failuresOfTheCopy() {
        return failuresOfTheCopy;
    }

    /** How often it was told that it will not heal by itself. */
    public synchronized int stuck() {
        return stuck;
    }
}
