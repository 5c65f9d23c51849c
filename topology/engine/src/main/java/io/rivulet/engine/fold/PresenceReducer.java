package io.rivulet.engine.fold;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** Who is connected to a stream, and which processors ever were (CS-8, CS-9, CS-13). */
final class PresenceReducer {

    private final PayloadCheck check;

    PresenceReducer(PayloadCheck check) {
        this.check = check;
    }

    /** CS-8. */
    @Nullable
    RegistryChange connected(JsonNode body) {
        if (!check.isKey(body, "subscriptionKey")
                || !check.isText(body, "direction")
                || !check.isOptionalObject(body, "subscriber")) {
            return null;
        }
        String direction = PayloadCheck.text(body, "direction");
        if (!direction.equals("inbound") && !direction.equals("outbound")) {
            check.complain("The payload's direction must be inbound or outbound");
            return null;
        }
        String key = PayloadCheck.text(body, "subscriptionKey");
        if (PayloadCheck.isAbsent(body, "subscriber")) {
            return (registries, stream, offset, time) ->
                    registries.connect(stream, new ConnectionEntry(key, offset, direction, null), null);
        }
        ObjectNode subscriber = subscriber(body.get("subscriber"));
        return subscriber == null ? null : connected(key, direction, subscriber);
    }

    private static RegistryChange connected(String key, String direction, ObjectNode subscriber) {
        JsonNode announcement = subscriber.get("announcement");
        return (registries, stream, offset, time) -> registries.connect(
                stream,
                new ConnectionEntry(key, offset, direction, subscriber.toString()),
                announcement == null
                        ? null
                        : new AnnouncementEntry(announcement.get("slug").textValue(), offset, announcement.toString()));
    }

    /** CS-9. */
    @Nullable
    RegistryChange disconnected(JsonNode body) {
        if (!check.isKey(body, "subscriptionKey") || !check.isText(body, "reason")) {
            return null;
        }
        String key = PayloadCheck.text(body, "subscriptionKey");
        return (registries, stream, offset, time) -> registries.disconnect(stream, key);
    }

    /** CS-13: all of it is optional. */
    private @Nullable ObjectNode subscriber(JsonNode given) {
        if (!check.isOptionalText(given, "incarnationId")
                || !check.isOptionalText(given, "label")
                || !check.isOptionalObject(given, "announcement")) {
            return null;
        }
        Described subscriber = new Described(given).texts("incarnationId", "label");
        if (PayloadCheck.isAbsent(given, "announcement")) {
            return subscriber.json();
        }
        ObjectNode announcement = announcement(given.get("announcement"));
        return announcement == null
                ? null
                : subscriber.as("announcement", announcement).json();
    }

    private @Nullable ObjectNode announcement(JsonNode given) {
        if (!check.isKey(given, "slug")
                || !check.isOptionalText(given, "version")
                || !check.isOptionalText(given, "description")
                || !check.isOptionalTexts(given, "consumes")
                || !check.isOptionalTexts(given, "emits")) {
            return null;
        }
        Described announcement =
                new Described(given).texts("slug", "version", "description").lists("consumes", "emits");
        if (PayloadCheck.isAbsent(given, "ownedEvents")) {
            return announcement.json();
        }
        ArrayNode owned = ownedEvents(given.get("ownedEvents"));
        return owned == null ? null : announcement.as("ownedEvents", owned).json();
    }

    private @Nullable ArrayNode ownedEvents(JsonNode given) {
        if (!given.isArray()) {
            check.complain("The payload's ownedEvents must be a list of objects, or be left out");
            return null;
        }
        ArrayNode owned = JsonNodeFactory.instance.arrayNode();
        for (JsonNode event : given) {
            if (!event.isObject()) {
                check.complain("The payload's ownedEvents must be a list of objects, or be left out");
                return null;
            }
            if (!check.isText(event, "type") || !check.isOptionalText(event, "description")) {
                return null;
            }
            owned.add(new Described(event).texts("type", "description").json());
        }
        return owned;
    }
}
