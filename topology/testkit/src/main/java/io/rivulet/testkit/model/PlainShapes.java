package io.rivulet.testkit.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The payloads of the events that registries are made of: whether they are sound, and what of them is kept (EV-8, EV-9). */
final class PlainShapes {

    private PlainShapes() {}

    static boolean isSubscription(JsonNode payload) {
        JsonNode subscriber = payload.path("subscriber");
        if (!isKey(payload, "subscriptionKey") || !isName(subscriber.path("type"))) {
            return false;
        }
        return switch (subscriber.get("type").asText().strip()) {
            case "processor" -> isKey(subscriber, "slug") && isObjectOrNothing(subscriber.path("config"));
            case "webhook" ->
                isName(subscriber.path("url"))
                        && areNames(subscriber.path("types"))
                        && isTextOrNothing(subscriber.path("secret"));
            case "topic" -> isName(subscriber.path("topic")) && areNames(subscriber.path("types"));
            default -> true;
        };
    }

    static boolean isConnection(JsonNode payload) {
        String direction = payload.path("direction").asText().strip();
        return isKey(payload, "subscriptionKey")
                && payload.path("direction").isTextual()
                && List.of("inbound", "outbound").contains(direction)
                && isSubscriber(payload.path("subscriber"));
    }

    private static boolean isSubscriber(JsonNode subscriber) {
        return isNothing(subscriber)
                || (subscriber.isObject()
                        && isTextOrNothing(subscriber.path("incarnationId"))
                        && isTextOrNothing(subscriber.path("label"))
                        && isAnnouncement(subscriber.path("announcement")));
    }

    private static boolean isAnnouncement(JsonNode announcement) {
        return isNothing(announcement)
                || (announcement.isObject()
                        && isKey(announcement, "slug")
                        && isTextOrNothing(announcement.path("version"))
                        && isTextOrNothing(announcement.path("description"))
                        && areNames(announcement.path("consumes"))
                        && areNames(announcement.path("emits"))
                        && areOwned(announcement.path("ownedEvents")));
    }

    private static boolean areOwned(JsonNode owned) {
        if (!isNothing(owned) && !owned.isArray()) {
            return false;
        }
        for (JsonNode event : owned) {
            if (!event.isObject() || !isName(event.path("type")) || !isTextOrNothing(event.path("description"))) {
                return false;
            }
        }
        return true;
    }

    private static boolean areNames(JsonNode names) {
        if (!isNothing(names) && !names.isArray()) {
            return false;
        }
        for (JsonNode name : names) {
            if (!isName(name)) {
                return false;
            }
        }
        return true;
    }

    static boolean isKey(JsonNode object, String field) {
        return isName(object.path(field)) && object.get(field).asText().strip().getBytes(UTF_8).length <= 1024;
    }

    private static boolean isName(JsonNode node) {
        return node.isTextual() && !node.asText().isBlank();
    }

    private static boolean isTextOrNothing(JsonNode node) {
        return isNothing(node) || node.isTextual();
    }

    private static boolean isObjectOrNothing(JsonNode node) {
        return isNothing(node) || node.isObject();
    }

    private static boolean isNothing(JsonNode node) {
        return node.isNull() || node.isMissingNode();
    }

    /** What of an object is kept: these members, as far as they are there, with all texts in them trimmed. */
    static ObjectNode kept(JsonNode object, String... fields) {
        ObjectNode kept = JsonNodeFactory.instance.objectNode();
        for (String field : fields) {
            JsonNode value = object.path(field);
            if (!isNothing(value)) {
                kept.set(field, field.equals("config") ? value : trimmed(value));
            }
        }
        return kept;
    }

    private static JsonNode trimmed(JsonNode value) {
        if (value.isArray()) {
            var list = JsonNodeFactory.instance.arrayNode();
            value.forEach(element -> list.add(trimmed(element)));
            return list;
        }
        return value.isTextual()
                ? JsonNodeFactory.instance.textNode(value.asText().strip())
                : value;
    }
}
