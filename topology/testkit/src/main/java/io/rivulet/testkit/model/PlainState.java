package io.rivulet.testkit.model;

import static java.nio.charset.StandardCharsets.UTF_8;

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
            CoreEvents.RESET,
            CoreEvents.SUBSCRIBER_CONNECTED,
            CoreEvents.SUBSCRIBER_DISCONNECTED);

    /** The types whose payload is an object. */
    private static final Set<String> REDUCED = Set.of(
            CoreEvents.CREATED,
            CoreEvents.WOKEN,
            CoreEvents.CONFIGURED,
            CoreEvents.METADATA_UPDATED,
            CoreEvents.PAUSED,
            CoreEvents.RESUMED,
            CoreEvents.ERROR_OCCURRED,
            CoreEvents.RESET,
            CoreEvents.SUBSCRIPTION_CONFIGURED,
            CoreEvents.SUBSCRIPTION_REMOVED,
            CoreEvents.SUBSCRIBER_CONNECTED,
            CoreEvents.SUBSCRIBER_DISCONNECTED,
            CoreEvents.CHILD_STREAM_CREATED);

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
    static @Nullable Reason objectionTo(PlainRecord record, List<PlainEvent> events) {
        boolean isFirst = events.isEmpty();
        if (record.type().equals(CoreEvents.RESET) && hasSoundPayload(record)) {
            JsonNode named = text(record.json(), "incarnation");
            boolean isCurrent = named == null || named.asText().equals(PlainStream.incarnationOf(events));
            return isFirst || !isCurrent ? Reason.STALE_INCARNATION : null;
        }
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
        JsonNode given = record.json();
        JsonNode payload = given == null ? JsonNodeFactory.instance.missingNode() : given;
        boolean isSound =
                switch (record.type()) {
                    case CoreEvents.WOKEN -> isName(payload.path("incarnationId"));
                    case CoreEvents.CONFIGURED -> payload.path("config").isObject();
                    case CoreEvents.METADATA_UPDATED -> payload.path("metadata").isObject();
                    case CoreEvents.PAUSED, CoreEvents.RESUMED -> isOptionalText(payload.path("reason"));
                    case CoreEvents.ERROR_OCCURRED -> isName(payload.path("message")) && isError(payload.path("error"));
                    case CoreEvents.RESET ->
                        record.batchId() == null
                                && isOptionalText(payload.path("incarnation"))
                                && isOptionalText(payload.path("reason"));
                    case CoreEvents.SUBSCRIPTION_CONFIGURED -> PlainShapes.isSubscription(payload);
                    case CoreEvents.SUBSCRIPTION_REMOVED -> PlainShapes.isKey(payload, "subscriptionKey");
                    case CoreEvents.SUBSCRIBER_CONNECTED -> PlainShapes.isConnection(payload);
                    case CoreEvents.SUBSCRIBER_DISCONNECTED ->
                        PlainShapes.isKey(payload, "subscriptionKey") && isName(payload.path("reason"));
                    case CoreEvents.CHILD_STREAM_CREATED -> isPath(payload.path("childPath"));
                    default -> true;
                };
        return isSound && (payload.isObject() || !REDUCED.contains(record.type()));
    }

    private static boolean isPath(JsonNode node) {
        return isName(node) && PlainEnvelope.isPath(node.asText().strip().getBytes(UTF_8));
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
