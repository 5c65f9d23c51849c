package io.rivulet.engine.append;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.rivulet.api.CoreEvents;
import io.rivulet.api.EventInput;
import io.rivulet.api.Payload;
import io.rivulet.api.StreamPath;
import io.rivulet.engine.fold.StreamRow;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a node puts before the events of an append, in one batch with them: so the stream has it exactly if it has them.
 *
 * <p>A caller's expectation is about what the caller knows, so it is moved to the event that is put before (AP-7).
 */
enum Prologue {
    /** Nothing. */
    NONE,
    /** The stream begins (AP-30). */
    CREATED,
    /** The stream has another owner than when it was appended to last: its connections are gone (AP-30, CS-3). */
    WOKEN;

    /** How many events it adds. */
    int size() {
        return this == NONE ? 0 : 1;
    }

    /**
     * What an append calls for.
     *
     * @param row the stream as it is, or null if it does not exist
     * @param takenAt where the log ended when this node took the partition over
     */
    static Prologue of(@Nullable StreamRow row, long takenAt, List<EventInput> events) {
        EventInput first = events.get(0);
        if (isAlone(first)) {
            return NONE;
        }
        if (row == null) {
            boolean mayBegin = first.expectedOffset() == null || first.expectedOffset() == EventInput.NO_STREAM;
            return mayBegin ? CREATED : NONE;
        }
        return Math.max(row.id(), row.registries().wokenAt()) < takenAt ? WOKEN : NONE;
    }

    /** What is refused in a batch, or is a beginning itself. */
    private static boolean isAlone(EventInput first) {
        return switch (first.type()) {
            case CoreEvents.CREATED, CoreEvents.WOKEN, CoreEvents.RESET -> true;
            default -> false;
        };
    }

    /**
     * The events with what goes before them.
     *
     * @param incarnationId names this owner's time with the stream
     */
    List<EventInput> before(List<EventInput> events, String namespace, StreamPath path, String incarnationId) {
        if (this == NONE) {
            return events;
        }
        EventInput first = events.get(0);
        EventInput begin = this == CREATED
                ? event(
                                CoreEvents.CREATED,
                                "{\"namespace\":" + quoted(namespace) + ",\"path\":" + quoted(path.value()) + "}")
                        .withExpectedOffset(EventInput.NO_STREAM)
                : event(CoreEvents.WOKEN, "{\"incarnationId\":" + quoted(incarnationId) + "}")
                        .withExpectedOffset(first.expectedOffset());
        List<EventInput> all = new ArrayList<>(events.size() + 1);
        all.add(begin);
        all.add(first.withExpectedOffset(null));
        all.addAll(events.subList(1, events.size()));
        return all;
    }

    private static EventInput event(String type, String payload) {
        return EventInput.of(type, Payload.json(payload));
    }

    private static String quoted(String text) {
        return "\"" + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + "\"";
    }
}
