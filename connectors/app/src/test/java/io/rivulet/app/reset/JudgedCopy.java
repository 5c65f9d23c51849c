package io.rivulet.app.reset;

import io.rivulet.client.model.StreamEvent;
import io.rivulet.client.subscription.Checkpoint;
import io.rivulet.client.subscription.StatusListener;
import io.rivulet.client.subscription.StreamCopy;
import io.rivulet.client.subscription.SubscriptionStatus;
import io.rivulet.client.subscription.SubscriptionStatus.Connecting;
import io.rivulet.client.subscription.SubscriptionStatus.Subscribed;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A copy of the Java client, which outlives its subscriptions. What it has is shown as current once its subscription stands. Thread-safe.
 */
final class JudgedCopy implements StreamCopy, StatusListener {

    private final String name;
    private final String path;
    private final Lives lives;
    private final Set<String> left = new HashSet<>();
    private final List<String> events = new ArrayList<>();
    private Checkpoint checkpoint = Checkpoint.BEGINNING;
    private Sight sight;
    private int discarded;

    JudgedCopy(String name, String path, Lives lives) {
        this.name = name;
        this.path = path;
        this.lives = lives;
        sight = Sight.now(name);
    }

    @Override
    public synchronized void changed(SubscriptionStatus status) {
        if (status instanceof Connecting) {
            sight = Sight.now(name);
        } else if (status instanceof Subscribed) {
            show(checkpoint.incarnation(), List.of());
        }
    }

    @Override
    public synchronized Checkpoint checkpoint() {
        return checkpoint;
    }

    @Override
    public synchronized void ingest(List<StreamEvent> more, Checkpoint next) {
        if (!events.isEmpty() && !next.incarnation().equals(checkpoint.incarnation())) {
            lives.broke(name + " has events of " + checkpoint + " and was given events of " + next);
        }
        show(next.incarnation(), more.stream().map(StreamEvent::offset).toList());
        more.forEach(event -> events.add(event.json()));
        checkpoint = next;
    }

    @Override
    public synchronized void discard(Checkpoint next) {
        if (!checkpoint.incarnation().isEmpty()) {
            left.add(checkpoint.incarnation());
        }
        events.clear();
        checkpoint = next;
        discarded++;
    }

    private void show(String incarnation, List<Long> offsets) {
        if (!incarnation.isEmpty() && left.contains(incarnation)) {
            lives.broke(name + " came back to the life " + incarnation + " of " + path);
        }
        lives.shown(new Life(path, incarnation), offsets, sight);
    }

    /** The events, each as its JSON, in order. */
    synchronized List<String> events() {
        return List.copyOf(events);
    }

    /** How often it began anew. */
    synchronized int discarded() {
        return discarded;
    }
}
