package io.rivulet.api.processor;

import io.rivulet.api.Event;
import java.util.List;

/**
 * The new events of one batch and what they did to the state (PR-13).
 *
 * @param events every event of the batch above the checkpoint, consumed or not, in order
 * @param reduced those of them that were consumed
 * @param before the state at the entry of the batch
 * @param after the state at its exit
 * @param anchor the offset up to which events have no effects; the anchor itself has none (PR-31)
 */
public record ReducedBatch<S>(List<Event> events, List<ReducedEvent<S>> reduced, S before, S after, long anchor) {

    public ReducedBatch {
        events = List.copyOf(events);
        reduced = List.copyOf(reduced);
    }

    /** Whether an event is above the anchor. */
    public boolean hasEffects(Event event) {
        return event.offset() > anchor;
    }
}
