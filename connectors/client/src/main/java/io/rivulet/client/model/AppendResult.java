package io.rivulet.client.model;

import io.rivulet.api.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the log has made of an append. */
public sealed interface AppendResult {

    /**
     * All events are in the stream, each as new or as a duplicate.
     *
     * @param incarnation the life of the stream that they are in
     * @param events in the order in which they were given
     */
    record Appended(String incarnation, List<AppendedEvent> events) implements AppendResult {

        public Appended {
            events = List.copyOf(events);
        }

        /** The last event: what a next append expects. */
        public StreamEvent last() {
            return events.get(events.size() - 1).event();
        }
    }

    /**
     * An event of an append.
     *
     * @param isDuplicate whether the stream had this event before, under the idempotency key that the caller gave
     */
    record AppendedEvent(StreamEvent event, boolean isDuplicate) {}

    /** Nothing was taken; the refusal says why, and where the stream is. */
    record Refused(Refusal refusal) implements AppendResult {}

    /**
     * The result, where refusal is not expected.
     *
     * @throws IllegalStateException when the append was refused
     */
    default Appended orThrow() {
        if (this instanceof Appended appended) {
            return appended;
        }
        throw new IllegalStateException("The append was refused: " + ((Refused) this).refusal());
    }

    /** Reads an answer that is a success. */
    static Appended read(byte[] body) {
        String[] incarnation = {""};
        List<AppendedEvent> events = new ArrayList<>();
        new JsonText(body).members((member, json) -> {
            switch (member) {
                case "incarnation" -> incarnation[0] = json.text();
                case "events" -> events.addAll(EventFields.appended(json));
                default -> json.skip();
            }
        });
        return new Appended(incarnation[0], events);
    }

    /** The refusal that a problem tells, if it tells one. */
    static Optional<AppendResult> refused(Problem problem) {
        return problem.refusal().map(Refused::new);
    }
}
