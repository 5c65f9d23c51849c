package io.rivulet.engine.fold;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rivulet.api.CoreEvents;
import io.rivulet.api.Refusal.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Reduces the stream's own events into its core state (CS-2 to CS-12). An event is checked, the state it is applied to is
 * not (CS-40). Payloads are decoded here and nowhere else in the fold, and only of these few types.
 */
final class CoreReducer {

    static final String UNREADABLE = "The payload holds a number that is too long or too large";

    private final PayloadCheck check = new PayloadCheck();
    private final SubscriptionReducer subscriptions = new SubscriptionReducer(check);
    private final PresenceReducer presence = new PresenceReducer(check);
    private final ChildReducer children = new ChildReducer(check);

    private RegistryChange change = RegistryChange.NONE;

    Reason reason() {
        return check.reason();
    }

    /** One sentence on why the last reduction failed. */
    String complaint() {
        return check.complaint();
    }

    /** What the last event that was reduced does to the registries. */
    RegistryChange change() {
        return change;
    }

    /** The state after a core event, or null when the event is not to be (EV-8). */
    @Nullable
    CoreState reduce(CoreState state, StreamRow stream, String type, byte @Nullable [] payload) {
        change = RegistryChange.NONE;
        return switch (type) {
            case CoreEvents.CREATED,
                    CoreEvents.WOKEN,
                    CoreEvents.CONFIGURED,
                    CoreEvents.METADATA_UPDATED,
                    CoreEvents.PAUSED,
                    CoreEvents.RESUMED,
                    CoreEvents.ERROR_OCCURRED,
                    CoreEvents.RESET -> reduceState(state, stream, type, object(type, payload));
            case CoreEvents.SUBSCRIPTION_CONFIGURED,
                    CoreEvents.SUBSCRIPTION_REMOVED,
                    CoreEvents.SUBSCRIBER_CONNECTED,
                    CoreEvents.SUBSCRIBER_DISCONNECTED,
                    CoreEvents.CHILD_STREAM_CREATED -> reduceRegistry(state, stream, type, object(type, payload));
            default -> state;
        };
    }

    private @Nullable JsonNode object(String type, byte @Nullable [] payload) {
        JsonNode body = Json.object(payload);
        if (body == null) {
            check.complain("The payload of " + type + " must be a JSON object");
        }
        return body;
    }

    private @Nullable CoreState reduceState(CoreState state, StreamRow stream, String type, @Nullable JsonNode body) {
        if (body == null) {
            return null;
        }
        return switch (type) {
            case CoreEvents.CREATED -> created(state, stream, body);
            case CoreEvents.WOKEN -> woken(state, body);
            case CoreEvents.CONFIGURED -> configured(state, body);
            case CoreEvents.METADATA_UPDATED -> metadataUpdated(state, body);
            case CoreEvents.PAUSED ->
                check.isOptionalText(body, "reason") ? state.paused(PayloadCheck.optionalText(body, "reason")) : null;
            case CoreEvents.RESET -> reset(state, stream, body);
            case CoreEvents.RESUMED -> check.isOptionalText(body, "reason") ? state.resumed() : null;
            default -> errorOccurred(state, body);
        };
    }

    private @Nullable CoreState reduceRegistry(
            CoreState state, StreamRow stream, String type, @Nullable JsonNode body) {
        if (body == null) {
            return null;
        }
        RegistryChange reduced =
                switch (type) {
                    case CoreEvents.SUBSCRIPTION_CONFIGURED -> subscriptions.configured(body);
                    case CoreEvents.SUBSCRIPTION_REMOVED -> subscriptions.removed(body);
                    case CoreEvents.SUBSCRIBER_CONNECTED -> presence.connected(body);
                    case CoreEvents.SUBSCRIBER_DISCONNECTED -> presence.disconnected(body);
                    default -> children.announced(stream, body);
                };
        if (reduced == null) {
            return null;
        }
        change = reduced;
        return state;
    }

    /** CS-2. The path must be the stream's own: its identity is the key of its records, not what a payload says. */
    private @Nullable CoreState created(CoreState state, StreamRow stream, JsonNode body) {
        if (stream.count() > 0) {
            check.complain(Reason.ALREADY_CREATED, "The stream has begun already; leave out " + CoreEvents.CREATED);
            return null;
        }
        if (!check.isText(body, "namespace") || !check.isText(body, "path")) {
            return null;
        }
        return body.get("path").textValue().equals(stream.pathText())
                ? state
                : fail("The payload's path must be the stream's own, " + stream.pathText());
    }

    /** CS-3. */
    private @Nullable CoreState woken(CoreState state, JsonNode body) {
        if (!check.isText(body, "incarnationId")) {
            return null;
        }
        change = (registries, stream, offset, time) -> registries.wake(stream, offset);
        return state.woken(PayloadCheck.text(body, "incarnationId"));
    }

    /** AP-44. One that names a life ends no other, so it may be repeated. */
    private @Nullable CoreState reset(CoreState state, StreamRow stream, JsonNode body) {
        if (!check.isOptionalText(body, "incarnation") || !check.isOptionalText(body, "reason")) {
            return null;
        }
        if (!stream.exists()) {
            check.complain(Reason.STALE_INCARNATION, "The stream does not exist; there is no life to end");
            return null;
        }
        String named = PayloadCheck.optionalText(body, "incarnation");
        if (named != null && !named.equals(stream.incarnation())) {
            check.complain(
                    Reason.STALE_INCARNATION,
                    "The incarnation to end is not the stream's current one, " + stream.incarnation()
                            + "; it may have ended already");
            return null;
        }
        return state;
    }

    private @Nullable CoreState configured(CoreState state, JsonNode body) {
        if (!check.isObject(body, "config")) {
            return null;
        }
        ObjectNode merged = ((ObjectNode) Json.parse(state.config())).setAll((ObjectNode) body.get("config"));
        String json = Json.text(merged);
        return json == null ? fail(UNREADABLE) : state.withConfig(json);
    }

    private @Nullable CoreState metadataUpdated(CoreState state, JsonNode body) {
        if (!check.isObject(body, "metadata")) {
            return null;
        }
        String json = Json.text(body.get("metadata"));
        return json == null ? fail(UNREADABLE) : state.withMetadata(json);
    }

    /** CS-10. */
    private @Nullable CoreState errorOccurred(CoreState state, JsonNode body) {
        if (!check.isText(body, "message")) {
            return null;
        }
        JsonNode error = body.get("error");
        if (error == null || error.isNull()) {
            return state;
        }
        if (!error.isObject()) {
            return fail("The payload's error must be an object");
        }
        return check.isOptionalText(error, "name")
                        && check.isText(error, "message")
                        && check.isOptionalText(error, "code")
                        && check.isOptionalText(error, "stack")
                ? state
                : null;
    }

    private @Nullable CoreState fail(String sentence) {
        check.complain(sentence);
        return null;
    }
}
