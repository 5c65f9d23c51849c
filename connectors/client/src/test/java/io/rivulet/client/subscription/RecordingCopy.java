package io.rivulet.client.subscription;

import io.rivulet.client.model.StreamEvent;
import java.util.ArrayList;
import java.util.List;

/** A copy in memory that fails when a test wants it to, before it has changed anything. Thread-safe. */
public final class RecordingCopy implements StreamCopy {

    private final List<StreamEvent> events = new ArrayList<>();
    private final List<String> calls = new ArrayList<>();
    private Checkpoint checkpoint = Checkpoint.BEGINNING;
    private int failures;
    private boolean isBroken;

    /** Fails the next so many calls. */
    public synchronized void failNext(int calls) {
        failures = calls;
    }

    /** Not even its checkpoint can be read. */
    public synchronized void setBroken(boolean broken) {
        isBroken = broken;
    }

    public synchronized void set(Checkpoint other) {
        checkpoint = other;
    }

    public synchronized List<Long> indexes() {
        return events.stream().map(StreamEvent::index).toList();
    }

    /** What it was asked to do and did, in order. */
    public synchronized List<String> calls() {
        return List.copyOf(calls);
    }

    /** Waits until it has been asked to do so much. */
    public synchronized void awaitCalls(int count) throws InterruptedException {
        while (calls.size() < count) {
            wait();
        }
    }

    public synchronized Checkpoint stored() {
        return checkpoint;
    }

    @Override
    public synchronized Checkpoint checkpoint() {
        if (isBroken) {
            throw new IllegalStateException("broken");
        }
        return checkpoint;
    }

    @Override
    public synchronized void ingest(List<StreamEvent> more, Checkpoint next) {
        failIfAsked();
        events.addAll(more);
        checkpoint = next;
        calls.add("ingest " + more.stream().map(StreamEvent::index).toList());
        notifyAll();
    }

    @Override
    public synchronized void discard(Checkpoint next) {
        failIfAsked();
        events.clear();
        checkpoint = next;
        calls.add("discard for " + next.incarnation());
        notifyAll();
    }

    private void failIfAsked() {
        if (failures > 0) {
            failures--;
            throw new IllegalStateException("ingest failed");
        }
    }
}
