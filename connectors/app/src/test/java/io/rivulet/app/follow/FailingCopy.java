package io.rivulet.app.follow;

import io.rivulet.client.model.StreamEvent;
import io.rivulet.client.subscription.Checkpoint;
import io.rivulet.client.subscription.StreamCopy;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A copy in memory that stores events and checkpoint together, and fails by chance: before it has stored them, or after, as when the
 * word of a commit is lost. Thread-safe.
 */
public final class FailingCopy implements StreamCopy {

    private final Random random;
    private final BackOffRules rules;
    private final List<StreamEvent> events = new ArrayList<>();
    private Checkpoint checkpoint = Checkpoint.BEGINNING;
    private double chance;
    private int discarded;
    private boolean failsOnce;

    /** @param chance that a call fails, from 0 to 1 */
    public FailingCopy(Random random, double chance, BackOffRules rules) {
        this.random = random;
        this.chance = chance;
        this.rules = rules;
    }

    public synchronized void setChance(double ofFailing) {
        chance = ofFailing;
    }

    /** The next ingest fails, before anything is stored. */
    public synchronized void failOnce() {
        failsOnce = true;
    }

    /** What has been ingested, in the order in which it was. */
    public synchronized List<StreamEvent> events() {
        return List.copyOf(events);
    }

    public synchronized int discarded() {
        return discarded;
    }

    @Override
    public synchronized Checkpoint checkpoint() {
        failByChance("before the checkpoint was read", chance / 4);
        return checkpoint;
    }

    @Override
    public synchronized void ingest(List<StreamEvent> more, Checkpoint next) {
        if (failsOnce) {
            failsOnce = false;
            throw new IllegalStateException("fails once");
        }
        failByChance("before the commit", chance);
        events.addAll(more);
        checkpoint = next;
        failByChance("after the commit", chance / 4);
        if (!more.isEmpty()) {
            rules.ingested();
        }
    }

    @Override
    public synchronized void discard(Checkpoint next) {
        events.clear();
        checkpoint = next;
        discarded++;
    }

    private void failByChance(String when, double howOften) {
        if (random.nextDouble() < howOften) {
            throw new IllegalStateException("fails by chance, " + when);
        }
    }
}
