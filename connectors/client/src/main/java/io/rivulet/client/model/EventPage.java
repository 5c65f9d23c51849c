package io.rivulet.client.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Events of a stream, in order.
 *
 * @param incarnation the life of the stream that they are in
 * @param next what to read after for the next page, null after the last one
 */
public record EventPage(String incarnation, List<StreamEvent> events, @Nullable Long next, Head head) {

    public EventPage {
        events = List.copyOf(events);
    }

    /** Reads an answer. */
    public static EventPage read(byte[] body) {
        Fields fields = new Fields();
        new JsonText(body).members(fields::read);
        return new EventPage(fields.incarnation, fields.events, fields.next, fields.head);
    }

    private static final class Fields {

        private String incarnation = "";
        private List<StreamEvent> events = List.of();
        private @Nullable Long next;
        private Head head = Head.NONE;

        private void read(String member, JsonText json) {
            switch (member) {
                case "incarnation" -> incarnation = json.text();
                case "events" -> events = EventFields.all(json);
                case "next" -> next = json.isNull() ? null : json.number();
                case "head" -> head = Head.read(json);
                default -> json.skip();
            }
        }
    }
}
