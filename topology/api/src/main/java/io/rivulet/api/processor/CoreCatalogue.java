package io.rivulet.api.processor;

import static io.rivulet.api.CoreEvents.CHILD_STREAM_CREATED;
import static io.rivulet.api.CoreEvents.CONFIGURED;
import static io.rivulet.api.CoreEvents.CREATED;
import static io.rivulet.api.CoreEvents.ERROR_OCCURRED;
import static io.rivulet.api.CoreEvents.METADATA_UPDATED;
import static io.rivulet.api.CoreEvents.PAUSED;
import static io.rivulet.api.CoreEvents.PREFIX;
import static io.rivulet.api.CoreEvents.RESUMED;
import static io.rivulet.api.CoreEvents.SUBSCRIBER_CONNECTED;
import static io.rivulet.api.CoreEvents.SUBSCRIBER_DISCONNECTED;
import static io.rivulet.api.CoreEvents.WOKEN;

import java.util.List;

/**
 * The stream's own events, for contracts that consume or emit them. Every event of these types that a stream has accepted
 * satisfies its schema here: the gate of the stream lets no other pass (EV-8).
 */
public final class CoreCatalogue {

    private static final String TEXT = "{\"type\":\"string\",\"pattern\":\"\\\\S\"}";
    private static final String OPTIONAL_TEXT = "{\"type\":[\"string\",\"null\"]}";
    private static final String OBJECT = "{\"type\":\"object\"}";

    private static final EventCatalogue EVENTS = new EventCatalogue(
            "io.rivulet.stream",
            List.of(
                    EventDefinition.of(
                            CREATED,
                            "The stream begins.",
                            required("namespace", TEXT, "path", TEXT),
                            "{\"namespace\":\"orders\",\"path\":\"/order/17\"}"),
                    EventDefinition.of(
                            WOKEN,
                            "The stream has a new owner.",
                            required("incarnationId", TEXT),
                            "{\"incarnationId\":\"5f0c\"}"),
                    EventDefinition.of(
                            CONFIGURED,
                            "Members are merged into the stream's configuration.",
                            required("config", OBJECT),
                            "{\"config\":{}}"),
                    EventDefinition.of(
                            METADATA_UPDATED,
                            "The stream's metadata is replaced.",
                            required("metadata", OBJECT),
                            "{\"metadata\":{\"title\":\"Order 17\"}}"),
                    EventDefinition.of(
                            PAUSED,
                            "The stream takes no ordinary events until it is resumed.",
                            optional("reason", OPTIONAL_TEXT),
                            "{\"reason\":\"stocktaking\"}"),
                    EventDefinition.of(
                            RESUMED, "The pause is over.", optional("reason", OPTIONAL_TEXT), "{\"reason\":\"done\"}"),
                    EventDefinition.of(
                            ERROR_OCCURRED,
                            "Something that serves the stream has failed.",
                            required("message", TEXT),
                            "{\"message\":\"the webhook answers 500\"}"),
                    EventDefinition.of(CHILD_STREAM_CREATED, "A stream began below this one."),
                    EventDefinition.of(PREFIX + "subscription-configured", "A subscriber is set, or set anew."),
                    EventDefinition.of(PREFIX + "subscription-removed", "A subscriber is removed."),
                    EventDefinition.of(SUBSCRIBER_CONNECTED, "A subscriber has connected."),
                    EventDefinition.of(SUBSCRIBER_DISCONNECTED, "A subscriber has gone.")));

    private CoreCatalogue() {}

    public static EventCatalogue events() {
        return EVENTS;
    }

    private static String required(String field, String schema) {
        return "{\"type\":\"object\",\"required\":[\"" + field + "\"],\"properties\":{\"" + field + "\":" + schema
                + "}}";
    }

    private static String required(String one, String schema, String other, String otherSchema) {
        return "{\"type\":\"object\",\"required\":[\"" + one + "\",\"" + other + "\"],\"properties\":{\"" + one + "\":"
                + schema + ",\"" + other + "\":" + otherSchema + "}}";
    }

    /** No payload at all is the same as an empty object. */
    private static String optional(String field, String schema) {
        return "{\"type\":[\"object\",\"null\"],\"properties\":{\"" + field + "\":" + schema + "}}";
    }
}
