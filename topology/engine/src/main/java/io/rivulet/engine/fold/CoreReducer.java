package io.rivulet.engine.fold;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rivulet.api.CoreEvents;
import io.rivulet.api.Refusal.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Reduces the stream's own events into its core state (CS-2 to CS-11). An event is checked, the state it is applied to is
 * not (CS-40). Payloads are decoded here and nowhere else in the fold, and only of these few types.
 */
final class CoreReducer {

    private static final String UNREADABLE = "The payload holds a number that is too long or too large";

    /** Set by a reduction that failed. */
    private Reason reason = Reason.INVALID_PAYLOAD;

    private String complaint = "";

    Reason reason() {
        return reason;
    }

    /** One sentence on why the last reduction failed. */
    String complaint() {
        return complaint;
    }

    /** The state after a core event, or null when the event is not to be (EV-8). */
    @Nullable
    CoreState reduce(CoreState state, StreamRow stream, String type, byte @Nullable [] payload) {
        return switch (type) {
            case CoreEvents.CREATED,
                    CoreEvents.WOKEN,
                    CoreEvents.CONFIGURED,
                    CoreEvents.METADATA_UPDATED,
                    CoreEvents.PAUSED,
                    CoreEvents.RESUMED,
                    CoreEvents.ERROR_OCCURRED -> reduceNamed(state, stream, type, payload);
            default -> state;
        };
    }

    private @Nullable CoreState reduceNamed(CoreState state, StreamRow stream, String type, byte @Nullable [] payload) {
        JsonNode body = Json.object(payload);
        if (body == null) {
            return fail("The payload of " + type + " must be a JSON object");
        }
        return switch (type) {
            case CoreEvents.CREATED -> created(state, stream, body);
            case CoreEvents.WOKEN -> woken(state, body);
            case CoreEvents.CONFIGURED -> configured(state, body);
            case CoreEvents.METADATA_UPDATED -> metadataUpdated(state, body);
            case CoreEvents.PAUSED -> isOptionalText(body, "reason") ? state.paused(text(body, "reason")) : null;
            case CoreEvents.RESUMED -> isOptionalText(body, "reason") ? state.resumed() : null;
            default -> errorOccurred(state, body);
        };
    }

    /** CS-2. The path must be the stream's own: its identity is the key of its records, not what a payload says. */
    private @Nullable CoreState created(CoreState state, StreamRow stream, JsonNode body) {
        if (stream.count() > 0) {
            reason = Reason.ALREADY_CREATED;
            complaint = "The stream has begun already; leave out " + CoreEvents.CREATED;
            return null;
        }
        if (!isText(body, "namespace") || !isText(body, "path")) {
            return null;
        }
        return body.get("path").textValue().equals(stream.pathText())
                ? state
                : fail("The payload's path must be the stream's own, " + stream.pathText());
    }

    private @Nullable CoreState woken(CoreState state, JsonNode body) {
        return isText(body, "incarnationId")
                ? state.woken(
                        Json.encodable(body.get("incarnationId").textValue().strip()))
                : null;
    }

    private @Nullable CoreState configured(CoreState state, JsonNode body) {
        if (!isObject(body, "config")) {
            return null;
        }
        ObjectNode merged = ((ObjectNode) Json.parse(state.config())).setAll((ObjectNode) body.get("config"));
        String json = Json.text(merged);
        return json == null ? fail(UNREADABLE) : state.withConfig(json);
    }

    private @Nullable CoreState metadataUpdated(CoreState state, JsonNode body) {
        if (!isObject(body, "metadata")) {
            return null;
        }
        String json = Json.text(body.get("metadata"));
        return json == null ? fail(UNREADABLE) : state.withMetadata(json);
    }

    /** CS-10. */
    private @Nullable CoreState errorOccurred(CoreState state, JsonNode body) {
        if (!isText(body, "message")) {
            return null;
        }
        JsonNode error = body.get("error");
        if (error == null || error.isNull()) {
            return state;
        }
        if (!error.isObject()) {
            return fail("The payload's error must be an object");
        }
        return isOptionalText(error, "name")
                        && isText(error, "message")
                        && isOptionalText(error, "code")
                        && isOptionalText(error, "stack")
                ? state
                : null;
    }

    private boolean isText(JsonNode body, String field) {
        JsonNode value = body.get(field);
        return (value != null && value.isTextual() && !value.textValue().isBlank())
                || fail("The payload's " + field + " must be a text that is not blank") != null;
    }

    private boolean isOptionalText(JsonNode body, String field) {
        JsonNode value = body.get(field);
        return value == null
                || value.isNull()
                || value.isTextual()
                || fail("The payload's " + field + " must be a text, or be left out") != null;
    }

    private boolean isObject(JsonNode body, String field) {
        JsonNode value = body.get(field);
        return (value != null && value.isObject()) || fail("The payload's " + field + " must be an object") != null;
    }

    private static @Nullable String text(JsonNode body, String field) {
        JsonNode value = body.get(field);
        return value == null || value.isNull()
                ? null
                : Json.encodable(value.textValue().strip());
    }

    private @Nullable CoreState fail(String sentence) {
        reason = Reason.INVALID_PAYLOAD;
        complaint = sentence;
        return null;
    }
}
