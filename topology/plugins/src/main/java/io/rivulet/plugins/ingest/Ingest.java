package io.rivulet.plugins.ingest;

import io.rivulet.api.Event;
import io.rivulet.api.StreamId;
import io.rivulet.api.processor.ReducedBatch;
import io.rivulet.api.processor.ReducedEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * What one processor does with one batch of one stream (PR-14 to PR-19). It keeps nothing between two batches: state and
 * checkpoint go in and come out.
 */
final class Ingest<S> {

    private final LoadedProcessor<S> loaded;
    private final StreamId stream;
    private final EffectHost host;

    Ingest(LoadedProcessor<S> loaded, StreamId stream, EffectHost host) {
        this.loaded = loaded;
        this.stream = stream;
        this.host = host;
    }

    /**
     * Reduces on the calling thread, and starts the effects of events above the anchor.
     *
     * @return completes when all blocking work has settled, on the thread that settled last; fails with
     *     {@link IngestException} and never in another way
     */
    CompletableFuture<Ingested<S>> ingest(Snapshot<S> from, EventBatch batch, long effectsDone, long attachedAt) {
        List<Event> fresh = fresh(from, batch);
        long checkpoint = Math.max(batch.readTo(), from.offset());
        if (fresh.isEmpty()) {
            return CompletableFuture.completedFuture(
                    new Ingested<>(new Snapshot<>(checkpoint, from.state()), false, false));
        }
        long first = fresh.get(0).offset();
        checkpoint = Math.max(checkpoint, fresh.get(fresh.size() - 1).offset());
        try {
            long anchor = Math.max(effectsDone, loaded.processor().sideEffectAnchor(attachedAt));
            ReducedBatch<S> reduced = reduce(from.state(), fresh, anchor);
            Snapshot<S> next = new Snapshot<>(checkpoint, reduced.after());
            boolean isChanged = !reduced.after().equals(from.state());
            return effects(reduced, batch.maxOffset(), checkpoint).handle((done, failure) -> {
                if (failure != null) {
                    throw failed("the effects of the batch that begins", first, Failures.cause(failure));
                }
                return new Ingested<>(next, true, isChanged);
            });
        } catch (IngestException e) {
            return CompletableFuture.failedFuture(e);
        } catch (Throwable thrown) {
            return CompletableFuture.failedFuture(failed("the batch that begins", first, thrown));
        }
    }

    /** PR-14: what is not above the running checkpoint is skipped, be it a repetition or out of order. */
    private static List<Event> fresh(Snapshot<?> from, EventBatch batch) {
        List<Event> fresh = new ArrayList<>(batch.events().size());
        long running = from.offset();
        for (Event event : batch.events()) {
            if (event.offset() > running) {
                running = event.offset();
                fresh.add(event);
            }
        }
        return fresh;
    }

    private ReducedBatch<S> reduce(S before, List<Event> fresh, long anchor) {
        List<ReducedEvent<S>> reduced = new ArrayList<>(fresh.size());
        S state = before;
        for (Event event : fresh) {
            if (loaded.contract().consumes(event.type())) {
                S next = reduce(state, event);
                reduced.add(new ReducedEvent<>(event, state, next));
                state = next;
            }
        }
        return new ReducedBatch<>(fresh, reduced, before, state, anchor);
    }

    /** A plugin may throw anything, a missing class too: it is this batch that fails, and not the thread. */
    private S reduce(S state, Event event) {
        try {
            loaded.checked().checkConsumed(event);
            S next = loaded.processor().reduce(state, event);
            return next == null ? state : next;
        } catch (Throwable thrown) {
            throw failed("reducing " + event.type(), event.offset(), thrown);
        }
    }

    private CompletableFuture<Void> effects(ReducedBatch<S> reduced, long maxOffset, long checkpoint) {
        BatchContext context = new BatchContext(loaded.checked(), stream, maxOffset, checkpoint, host);
        Throwable thrown = null;
        try {
            loaded.processor().processEventBatch(reduced, context);
        } catch (Throwable hookFailed) {
            thrown = hookFailed;
        }
        context.work().end(thrown);
        return context.work().settled();
    }

    private IngestException failed(String doing, long offset, Throwable cause) {
        String message =
                "processor '" + loaded.contract().slug() + "' on " + stream + ", " + doing + " at offset " + offset;
        return new IngestException(message, offset, cause);
    }
}
