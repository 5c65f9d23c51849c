package io.rivulet.testkit.history;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An append of one event, or of a batch. One that is tried again is recorded once for each try, with the same tokens and keys.
 *
 * @param events never none
 */
public record Append(Call call, List<Offered> events, Outcome outcome) implements Operation {

    public Append {
        events = List.copyOf(events);
        if (events.isEmpty()) {
            throw new IllegalArgumentException("an append of " + call.client() + " has no events");
        }
    }

    /**
     * An event as it was asked for.
     *
     * @param token unique in the history, but for the tries of one append
     * @param expected the offset of the event that it was to follow, -1 for none; null if it did not matter
     */
    public record Offered(String token, @Nullable String key, @Nullable Long expected) {}

    /** What became of it, as the client knows. */
    public sealed interface Outcome {}

    /** Accepted, or known already. One event for each that was offered, in their order. */
    public record Acknowledged(Origin origin, List<Taken> events) implements Outcome {

        public Acknowledged {
            events = List.copyOf(events);
        }
    }

    /**
     * An event that is in the stream.
     *
     * @param event as it was answered: that of the first append with the key, for a duplicate
     */
    public record Taken(SeenEvent event, boolean duplicate) {}

    /**
     * Certainly not in the stream.
     *
     * @param problem the name of the problem, such as {@code expected-offset}
     * @param current the offset of the stream's last event, where the answer told it
     */
    public record Refused(Origin origin, String problem, @Nullable Long current) implements Outcome {}

    /** No answer, or one that leaves it open: it may be there, then or later, or never. */
    public record Unknown(String why) implements Outcome {}
}
