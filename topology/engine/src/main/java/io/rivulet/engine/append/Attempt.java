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
    private final int partition;
    private final long[] offsets;
    private int written;
    private boolean isOrphan;

    /**
     * Waits for the verdicts on so many records.
     *
     * @param deadline in milliseconds, when it is given up
     */
    Attempt(int partition, int size, long deadline) {
        this.partition = partition;
        events = new AppendedEvent[size];
        offsets = new long[size];
        this.deadline = deadline;
    }

    /** What became of it. */
    sealed interface Outcome {

        /** All are events or duplicates. */
        record Accepted(String incarnation, List<AppendedEvent> events) implements Outcome {}

        /** None is an event. */
        record Refused(Refusal refusal) implements Outcome {}

        /** All are written, and another node judges them. */
        record Orphaned(List<Long> offsets) implements Outcome {}

        /** One of the records is larger than Kafka takes, so none is an event. */
        record TooLarge() implements Outcome {}

        /** It is not known. */
        record Lost(String detail) implements Outcome {}
    }

    CompletableFuture<Outcome> outcome() {
        return outcome;
    }

    int partition() {
        return partition;
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

    /** Kafka has taken a record. */
    synchronized void written(int position, long offset) {
        offsets[position] = offset;
        written++;
        completeOrphan();
    }

    /** This node will not hear the verdicts: once all records are written, somebody else must be asked. */
    synchronized void orphan() {
        isOrphan = true;
        completeOrphan();
    }

    private void completeOrphan() {
        if (isOrphan && written == offsets.length) {
            outcome.complete(new Outcome.Orphaned(Arrays.stream(offsets).boxed().toList()));
        }
    }

    void tooLarge() {
        outcome.complete(new Outcome.TooLarge());
    }

    void lose(String detail) {
        outcome.complete(new Outcome.Lost(detail));
    }
}
