package io.rivulet.engine.outbound;

import io.rivulet.api.StreamPath;
import io.rivulet.engine.fold.MirrorRow;
import java.util.List;

/**
 * What an outlet is given.
 *
 * @param subscription the key of the subscription
 * @param incarnation the life of the stream that the events are in
 * @param events ascending, not empty
 */
public record Delivery(
        String namespace, StreamPath path, String subscription, String incarnation, List<MirrorRow> events) {

    public Delivery {
        events = List.copyOf(events);
    }

    /** The same whenever the event is delivered, and no other event's: what a receiver recognises a repetition by. */
    public String deduplicationId(MirrorRow event) {
        return namespace + path.value() + "@" + event.offset();
    }
}
