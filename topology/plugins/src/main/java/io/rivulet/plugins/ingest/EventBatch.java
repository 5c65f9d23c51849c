package io.rivulet.plugins.ingest;

import io.rivulet.api.Event;
import java.util.List;

/**
 * Some events of one stream, to be ingested.
 *
 * @param events in the order of the stream. What is at or below the checkpoint is skipped
 * @param readTo how far the stream was read for this batch: events up to here that are not in it are not consumed
 * @param maxOffset the offset of the stream's last accepted event
 */
public record EventBatch(List<Event> events, long readTo, long maxOffset) {

    public EventBatch {
        events = List.copyOf(events);
    }

    /** A batch of all that there is up to its last event. */
    public static EventBatch of(List<Event> events, long maxOffset) {
        return new EventBatch(
                events, events.isEmpty() ? -1 : events.get(events.size() - 1).offset(), maxOffset);
    }
}
