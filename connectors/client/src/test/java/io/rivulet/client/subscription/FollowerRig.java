package io.rivulet.client.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import io.rivulet.client.ManualTicker;
import io.rivulet.client.subscription.Failure.Kind;
import io.rivulet.client.subscription.SubscriptionStatus.Reconnecting;
import io.rivulet.client.subscription.SubscriptionStatus.Stuck;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/** A follower of which time, threads and connections are the test's. */
abstract class FollowerRig {

    static final Duration SILENCE = Duration.ofSeconds(60);

    final ManualTicker ticker = new ManualTicker();
    final Queue<Runnable> mailbox = new ArrayDeque<>();
    final FakeTails tails = new FakeTails();
    final RecordingCopy copy = new RecordingCopy();
    final List<SubscriptionStatus> told = new ArrayList<>();
    final Audience audience = new Audience(told::add);
    final Follower follower = follower(true);

    Follower follower(boolean isDense) {
        return new Follower(copy, isDense, tails, ticker, SILENCE, mailbox::add, audience);
    }

    void start() {
        follower.start();
        drain();
    }

    void brings(SseFrame... frames) {
        tails.last().brings(frames);
        drain();
    }

    void ends(Kind kind) {
        tails.last().ends(kind);
        drain();
    }

    /** The back-off passes. */
    void again() {
        ticker.advance(delay());
        drain();
    }

    /** It ends, and the back-off passes. */
    void again(Kind kind) {
        ends(kind);
        again();
    }

    /** Of the back-off that runs. */
    Duration delay() {
        SubscriptionStatus last = told.get(told.size() - 1);
        Duration delay = last instanceof Stuck stuck ? stuck.delay() : ((Reconnecting) last).delay();
        assertThat(ticker.alarms()).as("one timer").containsExactly(delay);
        return delay;
    }

    void drain() {
        for (Runnable step = mailbox.poll(); step != null; step = mailbox.poll()) {
            step.run();
        }
    }
}
