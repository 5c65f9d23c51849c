package io.rivulet.api.processor;

import io.rivulet.api.Event;
import io.rivulet.api.StreamId;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The code of a processor under one configuration (PR-10).
 *
 * <p>One instance serves many streams, and is called for several of them at a time; for any one stream by one thread at a
 * time, in the order of its events. It keeps nothing of a stream in its fields.
 *
 * @param <S> the state of one stream; immutable, and with an {@code equals} of its own: a record, for example
 */
public interface Processor<S> {

    /** The anchor of a processor whose effects begin with the stream's first event; offsets begin with 0. */
    long NO_ANCHOR = -1;

    /** How the state lies in a snapshot. */
    StateFormat<S> stateFormat();

    /**
     * Makes ready for a stream, before its snapshot is read and its first batch comes (PR-20, PR-21). Called once for each
     * stream under each owner; if it fails it is called again with the next try.
     */
    default CompletionStage<?> prepare(StreamId stream) {
        return CompletableFuture.completedFuture(null);
    }

    /**
     * The next state (PR-11). Pure: no I/O, no append, no clock, no chance, and neither argument is changed; the same
     * events always give the same state, however they were cut into batches. Time is the event's.
     *
     * @return the next state, or null to keep the one that is
     */
    default @Nullable S reduce(S state, Event event) {
        return state;
    }

    /**
     * The effects of one event (PR-12). Returns at once: work that takes time is handed to the context.
     *
     * @throws Exception which fails the batch; it comes again
     */
    default void processEvent(ReducedEvent<S> reduced, ProcessorContext context) throws Exception {}

    /**
     * The effects of one batch (PR-13). By default those of each reduced event above the anchor; an override that
     * still wants these calls {@code Processor.super.processEventBatch(batch, context)}, and one that does not obeys
     * {@link ReducedBatch#hasEffects} itself (PR-30).
     *
     * @throws Exception which fails the batch; it comes again
     */
    default void processEventBatch(ReducedBatch<S> batch, ProcessorContext context) throws Exception {
        for (ReducedEvent<S> reduced : batch.reduced()) {
            if (batch.hasEffects(reduced.event())) {
                processEvent(reduced, context);
            }
        }
    }

    /**
     * The offset up to which events, itself included, are reduced but have no effects (PR-30, PR-31); read once for each
     * batch. By default all events have effects, those before the processor was attached too: catching up with a long
     * stream then does all that was missed. A processor that acts on the present answers {@code attachedAt}.
     *
     * @param attachedAt the head of the stream when this processor was first attached to it, -1 if it was attached before
     *     the first event. It never moves
     */
    default long sideEffectAnchor(long attachedAt) {
        return NO_ANCHOR;
    }

    /** Gives back what the processor holds, such as connections. Called once, when no stream is served any more. */
    default void close() {}
}
