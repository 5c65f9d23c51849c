package io.rivulet.testkit.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rivulet.api.CoreEvents;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a stream keeps by key after some events (CS-3, CS-6 to CS-9, CS-12). */
final class PlainRegistries {

    private static final int SHOWN = 100;

    private final String path;
    private final SortedMap<String, ObjectNode> subscriptions = new TreeMap<>();
    private final SortedMap<String, ObjectNode> connections = new TreeMap<>();
    private final SortedMap<String, ObjectNode> processors = new TreeMap<>();
    private final Set<String> children = new LinkedHashSet<>();

    private PlainRegistries(String path) {
        this.path = path;
    }

    static PlainRegistries after(String path, List<PlainEvent> events) {
        PlainRegistries registries = new PlainRegistries(path);
        for (PlainEvent event : events) {
            JsonNode payload = event.record().json();
            if (payload != null && payload.isObject()) {
                registries.take(event, payload);
            }
        }
        return registries;
    }

    Map<String, ObjectNode> subscriptions() {
        return subscriptions;
    }

    private void take(PlainEvent event, JsonNode payload) {
        String key = payload.path("subscriptionKey").asText().strip();
        switch (event.type()) {
            case CoreEvents.SUBSCRIPTION_CONFIGURED -> configure(event, key, payload.get("subscriber"));
            case CoreEvents.SUBSCRIPTION_REMOVED -> remove(key);
            case CoreEvents.SUBSCRIBER_CONNECTED -> connect(event, key, payload);
            case CoreEvents.SUBSCRIBER_DISCONNECTED -> connections.remove(key);
            case CoreEvents.WOKEN -> connections.clear();
            case CoreEvents.CHILD_STREAM_CREATED ->
                addChild(payload.get("childPath").asText().strip());
            default -> {
                // No registry is made of it.
            }
        }
    }

    private void configure(PlainEvent event, String key, JsonNode given) {
        ObjectNode subscriber =
                switch (given.get("type").asText().strip()) {
                    case "processor" -> PlainShapes.kept(given, "type", "slug", "config");
                    case "webhook" -> PlainShapes.kept(given, "type", "url", "types", "secret");
                    case "topic" -> PlainShapes.kept(given, "type", "topic", "types");
                    default -> null;
                };
        if (subscriber == null) {
            remove(key);
            return;
        }
        if (subscriber.has("secret")) {
            subscriber.put("secret", "***");
        }
        ObjectNode entry = JsonNodeFactory.instance.objectNode();
        entry.put("offset", event.offset()).put("type", event.type());
        entry.put("createdAt", PlainEvent.time(event.record().time()));
        entry.putObject("payload").put("subscriptionKey", key).set("subscriber", subscriber);
        subscriptions.put(key, entry);
    }

    /** What the configuration had connected goes with it. */
    private void remove(String key) {
        boolean wasConfigured = subscriptions.remove(key) != null;
        ObjectNode connection = connections.get(key);
        if (wasConfigured
                && connection != null
                && connection.get("direction").asText().equals("outbound")) {
            connections.remove(key);
        }
    }

    private void connect(PlainEvent event, String key, JsonNode payload) {
        ObjectNode entry = JsonNodeFactory.instance.objectNode();
        entry.put("direction", payload.get("direction").asText().strip()).put("offset", event.offset());
        JsonNode given = payload.path("subscriber");
        if (given.isObject()) {
            ObjectNode subscriber = PlainShapes.kept(given, "incarnationId", "label");
            if (given.path("announcement").isObject()) {
                ObjectNode announcement = announcement(given.get("announcement"));
                subscriber.set("announcement", announcement);
                ObjectNode processor = JsonNodeFactory.instance.objectNode().put("offset", event.offset());
                processor.set("announcement", announcement);
                processors.put(announcement.get("slug").asText(), processor);
            }
            entry.set("subscriber", subscriber);
        }
        connections.put(key, entry);
    }

    private static ObjectNode announcement(JsonNode given) {
        ObjectNode announcement = PlainShapes.kept(given, "slug", "version", "description", "consumes", "emits");
        if (given.path("ownedEvents").isArray()) {
            ArrayNode owned = announcement.putArray("ownedEvents");
            given.get("ownedEvents").forEach(type -> owned.add(PlainShapes.kept(type, "type", "description")));
        }
        return announcement;
    }

    /** CS-6. */
    private void addChild(String announced) {
        String below = path.equals("/") ? "/" : path + "/";
        if (announced.startsWith(below) && !announced.equals(below)) {
            children.add(below + announced.substring(below.length()).split("/", -1)[0]);
        }
    }

    void describe(ObjectNode into) {
        ArrayNode paths = into.putArray("childPaths");
        children.stream().limit(SHOWN).forEach(paths::add);
        show(into.putObject("processorsBySlug"), processors);
        show(into.putObject("subscriptionsByKey"), subscriptions);
        show(into.putObject("connectionsByKey"), connections);
        into.putObject("counts")
                .put("children", (long) children.size())
                .put("processors", (long) processors.size())
                .put("subscriptions", (long) subscriptions.size())
                .put("connections", (long) connections.size());
        into.put(
                "truncated",
                children.size() > SHOWN
                        || processors.size() > SHOWN
                        || subscriptions.size() > SHOWN
                        || connections.size() > SHOWN);
    }

    private static void show(ObjectNode into, SortedMap<String, ObjectNode> entries) {
        entries.entrySet().stream().limit(SHOWN).forEach(entry -> into.set(entry.getKey(), entry.getValue()));
    }
}
