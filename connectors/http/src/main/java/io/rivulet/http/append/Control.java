package io.rivulet.http.append;

import com.fasterxml.jackson.core.JsonToken;
import io.rivulet.api.CoreEvents;
import io.rivulet.api.EventInput;
import io.rivulet.api.Payload;
import io.rivulet.http.json.JsonBuffer;
import io.rivulet.http.json.JsonReader;
import io.rivulet.http.problem.Problem;
import io.rivulet.http.problem.ProblemException;
import io.rivulet.http.problem.ProblemType;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an operator wants of a stream. Each action is an event of the stream's own, so that anybody who may append can do it,
 * and everybody sees who did.
 *
 * <p>To wake is none: it is said to the lane of a subscriber, and the stream hears nothing of it.
 *
 * @param action pause, resume, reset or wake
 * @param reason why, or null
 * @param incarnation of a reset: the life that is to end, or null for whichever it is
 * @param subscriber of a wake: the slug of a processor, or the key of a subscription
 */
record Control(String action, @Nullable String reason, @Nullable String incarnation, @Nullable String subscriber) {

    private static final Set<String> FIELDS = Set.of("action", "reason", "incarnation", "slug");

    /** Reads a body. */
    static Control read(byte[] body) {
        JsonReader json = new JsonReader(body);
        if (json.next() != JsonToken.START_OBJECT) {
            throw invalid("action", "is a field of a JSON object");
        }
        String action = null;
        String reason = null;
        String incarnation = null;
        String slug = null;
        while (json.next() == JsonToken.FIELD_NAME) {
            String field = json.text();
            if (!FIELDS.contains(field)) {
                throw invalid(field.length() > 100 ? "..." : field, "is not known here");
            }
            if (json.next() != JsonToken.VALUE_STRING || json.text().isBlank()) {
                throw invalid(field, "is a text that is not blank");
            }
            switch (field) {
                case "action" -> action = json.text();
                case "reason" -> reason = json.text();
                case "slug" -> slug = json.text();
                default -> incarnation = json.text();
            }
        }
        json.end();
        if (action == null) {
            throw invalid("action", "is required: pause, resume, reset or wake");
        }
        return new Control(action, reason, incarnation, slug);
    }

    /** The subscriber that is to be woken; null if this is something else. */
    @Nullable
    String woken() {
        if (!action.equals("wake")) {
            return null;
        }
        if (reason != null || incarnation != null) {
            throw invalid(reason == null ? "incarnation" : "reason", "does not go with a wake");
        }
        if (subscriber == null) {
            throw invalid("slug", "is required: the slug of a processor, or the key of a subscription");
        }
        return subscriber;
    }

    /** The event that does it. */
    EventInput event() {
        if (subscriber != null) {
            throw invalid("slug", "goes with a wake alone");
        }
        if (incarnation != null && !action.equals("reset")) {
            throw invalid("incarnation", "goes with a reset alone");
        }
        String type =
                switch (action) {
                    case "pause" -> CoreEvents.PAUSED;
                    case "resume" -> CoreEvents.RESUMED;
                    case "reset" -> CoreEvents.RESET;
                    default -> throw invalid("action", "is pause, resume, reset or wake");
                };
        JsonBuffer payload = new JsonBuffer().raw("{");
        if (reason != null) {
            payload.raw("\"reason\":").text(reason);
        }
        if (incarnation != null) {
            payload.raw(reason == null ? "\"incarnation\":" : ",\"incarnation\":")
                    .text(incarnation);
        }
        return EventInput.of(type, Payload.json(payload.raw("}").toString()));
    }

    static ProblemException invalid(String field, String what) {
        return Problem.of(ProblemType.INVALID_EVENT, "The field '" + field + "' " + what + ".")
                .with("field", field)
                .toException();
    }
}
