package io.rivulet.plugins.ingest;

import io.rivulet.api.Event;
import io.rivulet.api.Payload;
import io.rivulet.api.StreamId;
import io.rivulet.api.StreamPath;
import java.time.Instant;
import java.util.List;

/** Events and batches of one stream, for tests. */
final class Batches {

    static final StreamId STREAM = new StreamId("orders", new StreamPath("/order/17"));

    private Batches() {}

    static Event added(long offset, int number) {
        return event(offset, Sum.ADDED, Integer.toString(number));
    }

    static Event event(long offset, String type, String json) {
        return new Event(STREAM, offset, offset, type, Payload.json(json), Instant.EPOCH, null, null, null);
    }

    static EventBatch batch(Event... events) {
        return EventBatch.of(List.of(events), 99);
    }
}
