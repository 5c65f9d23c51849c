package io.rivulet.engine.append;

import io.rivulet.api.Refusal;
import io.rivulet.engine.append.AppendResult.AppendedEvent;
import io.rivulet.engine.fold.StreamRow;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The records of an append that were produced together and wait for their verdicts. Whoever ends it first, the fold, the
 * producer or the clock, wins. Any thread.
 */
final class Attempt {

    private final @Nullable AppendedEvent[] events;
    private final long deadline;
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    private @Nullable StreamRow stream;
    private @Nullable Refusal refusal;
    private int judged;

    /**
     * Waits for the verdicts on so many records.
     *
     * @param deadline in milliseconds, when it is given up
     */
    Attempt(int size, long deadline) {
        events = new AppendedEvent[size];
        this.deadline = deadline;
    }

    /** What became of it. */
    sealed interface Outcome {

        /** All are events or duplicates. */
        record Accepted(String incarnation, List<AppendedEvent> events) implements Outcome {}

        /** None is an event. */
        record Refused(Refusal refusal) implements Outcome {}

        /** It is not known. */
        record Lost(String detail) implements Outcome {}
    }

    CompletableFuture<Outcome> outcome() {
        return outcome;
    }

    boolean isOverdue(long now) {
        return now >= deadline;
    }

    /** An event was accepted, or found. Answers whether this was the last verdict. */
    synchronized boolean judged(int position, StreamRow row, AppendedEvent event) {
        stream = row;
        events[position] = event;
        return ++judged == events.length;
    }

    /** A record was refused. Answers whether this was the last verdict. */
    synchronized boolean refused(Refusal newRefusal) {
        if (refusal == null) {
            refusal = newRefusal;
        }
        return ++judged == events.length;
    }

    /** Tells what became of it, once all verdicts are there and their rows are written. */
    synchronized void complete() {
        if (refusal != null) {
            outcome.complete(new Outcome.Refused(refusal));
        } else if (stream != null) {
            outcome.complete(new Outcome.Accepted(stream.incarnation(), List.copyOf(Arrays.asList(events))));
        }
    }

    void lose(String detail) {
        outcome.complete(new Outcome.Lost(detail));
    }
}
