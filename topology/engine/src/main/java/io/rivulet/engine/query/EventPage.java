package io.rivulet.engine.query;

import io.rivulet.engine.fold.MirrorRow;
import java.util.List;

/**
 * A page of events by offset.
 *
 * @param events ascending by offset
 * @param next what to pass as {@code after} for the next page, -1 when the page ends at the head of the stream or at the
 *     bound of the query
 */
public record EventPage(String incarnation, List<MirrorRow> events, long next, Head head) {

    public EventPage {
        events = List.copyOf(events);
    }
}
