package io.rivulet.testkit.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rivulet.api.CoreEvents;
import io.rivulet.api.Refusal.Reason;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The core state after some events (CS-2 to CS-11), and what it says to the next one. */
final class PlainState {

    /** AP-9. */
    private static final Set<String> PASSES_PAUSE = Set.of(
            CoreEvents.RESUMED,
            CoreEvents.ERROR_OCCURRED,
            CoreEvents.WOKEN,
            CoreEvents.SUBSCRIBER_CONNECTED,
            CoreEvents.SUBSCRIBER_DISCONNECTED);

    private @Nullable JsonNode incarnationId;
    private JsonNode metadata = JsonNodeFactory.instance.objectNode();
    private final ObjectNode config = JsonNodeFactory.instance.objectNode();
    private boolean isPaused;
    private @Nullable JsonNode pauseReason;

    private PlainState() {}

    static PlainState after(List<PlainEvent> events) {
        PlainState state = new PlainState();
        events.forEach(state::take);
        return state;
    }

    private void take(PlainEvent event) {
        JsonNode payload = event.record().json();
        switch (event.type()) {
            case CoreEvents.WOKEN -> incarnationId = text(payload, "incarnationId");
            case CoreEvents.CONFIGURED -> config.setAll((ObjectNode) field(payload, "config"));
            case CoreEvents.METADATA_UPDATED -> metadata = field(payload, "metadata");
            case CoreEvents.PAUSED -> {
                isPaused = true;
                pauseReason = text(payload, "reason");
            }
            case CoreEvents.RESUMED -> {
                isPaused = false;
                pauseReason = null;
            }
            default -> {
                // Says nothing of the state.
            }
        }
    }

    boolean refuses(String type) {
        return isPaused && !PASSES_PAUSE.contains(type);
    }

    /** Why a core event is not to be; null if it is. */
    static @Nullable Reason objectionTo(PlainRecord record, boolean isFirst) {
        if (!record.type().equals(CoreEvents.CREATED)) {
            return hasSoundPayload(record) ? null : Reason.INVALID_PAYLOAD;
        }
        JsonNode payload = record.json();
        if (payload == null || !payload.isObject()) {
            return Reason.INVALID_PAYLOAD;
        }
        if (!isFirst) {
            return Reason.ALREADY_CREATED;
        }
        return isName(payload.get("namespace"))
                        && field(payload, "path").asText().equals(record.path())
                ? null
                : Reason.INVALID_PAYLOAD;
    }

    private static boolean hasSoundPayload(PlainRecord record) {
        JsonNode payload = record.json();
        boolean isObject = payload != null && payload.isObject();
        return switch (record.type()) {
            case CoreEvents.WOKEN -> isObject && isName(field(payload, "incarnationId"));
            case CoreEvents.CONFIGURED -> isObject && field(payload, "config").isObject();
            case CoreEvents.METADATA_UPDATED ->
                isObject && field(payload, "metadata").isObject();
            case CoreEvents.PAUSED, CoreEvents.RESUMED -> isObject && isOptionalText(field(payload, "reason"));
            case CoreEvents.ERROR_OCCURRED ->
                isObject && isName(field(payload, "message")) && isError(field(payload, "error"));
            default -> true;
        };
    }

    private static boolean isError(JsonNode error) {
        return isNothing(error)
                || (error.isObject()
                        && isName(error.get("message"))
                        && isOptionalText(field(error, "name"))
                        && isOptionalText(field(error, "code"))
                        && isOptionalText(field(error, "stack")));
    }

    private static boolean isName(@Nullable JsonNode node) {
        return node != null && node.isTextual() && !node.asText().isBlank();
    }

    private static boolean isOptionalText(JsonNode node) {
        return isNothing(node) || node.isTextual();
    }

    private static boolean isNothing(JsonNode node) {
        return node.isNull() || node.isMissingNode();
    }

    private static JsonNode field(@Nullable JsonNode object, String name) {
        return object == null ? JsonNodeFactory.instance.missingNode() : object.path(name);
    }

    private static @Nullable JsonNode text(@Nullable JsonNode object, String name) {
        JsonNode node = field(object, name);
        return isNothing(node)
                ? null
                : JsonNodeFactory.instance.textNode(node.asText().strip());
    }

    void describe(ObjectNode into) {
        if (incarnationId != null) {
            into.set("incarnationId", incarnationId);
        }
        into.set("metadata", metadata);
        into.set("config", config);
        into.put("paused", isPaused);
        if (pauseReason != null) {
            into.set("pauseReason", pauseReason);
        }
    }
}
