package io.rivulet.engine.fold;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rivulet.api.CoreEvents;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

/** Writes the core state of a stream as it is served: a JSON object with the fields of section 4.1 of the specification. */
final class StateJson {

    private static final String SECRET = "secret";

    private final Bytes out = new Bytes(512);

    private StateJson() {}

    static byte[] of(StreamRow stream, String namespace, RegistryView view) {
        return new StateJson().write(stream, namespace, view).toArray();
    }

    private Bytes write(StreamRow stream, String namespace, RegistryView view) {
        RegistryCounts counts = stream.registries();
        ascii("{\"namespace\":").put(Json.quote(namespace));
        ascii(",\"path\":").put(Json.quote(stream.pathText()));
        ascii(",\"eventCount\":").putDecimal(stream.count());
        ascii(",\"maxOffset\":").putDecimal(stream.headOffset());
        stream.core().writeJson(out);
        list(",\"childPaths\":[", view.children(), "]", child -> out.put(Json.quote(child.path())));
        list(",\"processorsBySlug\":{", view.announcements(), "}", this::announcement);
        list(",\"subscriptionsByKey\":{", view.subscriptions(), "}", this::subscription);
        list(",\"connectionsByKey\":{", view.connections(), "}", this::connection);
        ascii(",\"counts\":{\"children\":").putDecimal(counts.children());
        ascii(",\"processors\":").putDecimal(counts.announcements());
        ascii(",\"subscriptions\":").putDecimal(counts.subscriptions());
        ascii(",\"connections\":").putDecimal(counts.connections());
        ascii("},\"truncated\":" + !view.isWhole(counts));
        return out.put('}');
    }

    private <T> void list(String open, List<T> entries, String close, Consumer<T> writer) {
        ascii(open);
        for (int i = 0; i < entries.size(); i++) {
            if (i > 0) {
                out.put(',');
            }
            writer.accept(entries.get(i));
        }
        ascii(close);
    }

    private void announcement(AnnouncementEntry entry) {
        out.put(Json.quote(entry.slug()));
        ascii(":{\"offset\":").putDecimal(entry.offset());
        ascii(",\"announcement\":").put(utf8(entry.announcement())).put('}');
    }

    private void subscription(SubscriptionEntry entry) {
        out.put(Json.quote(entry.key()));
        ascii(":{\"offset\":").putDecimal(entry.offset());
        ascii(",\"type\":").put(Json.quote(CoreEvents.SUBSCRIPTION_CONFIGURED));
        ascii(",\"createdAt\":");
        Iso.putQuoted(out, entry.createdAt());
        ascii(",\"payload\":{\"subscriptionKey\":").put(Json.quote(entry.key()));
        ascii(",\"subscriber\":").put(utf8(masked(entry.subscriber())));
        ascii("}}");
    }

    private void connection(ConnectionEntry entry) {
        out.put(Json.quote(entry.key()));
        ascii(":{\"direction\":").put(Json.quote(entry.direction()));
        ascii(",\"offset\":").putDecimal(entry.offset());
        String subscriber = entry.subscriber();
        if (subscriber != null) {
            ascii(",\"subscriber\":").put(utf8(subscriber));
        }
        out.put('}');
    }

    /** What webhooks are signed with is no part of what everybody is told. */
    private static String masked(String subscriber) {
        if (!subscriber.contains(SECRET)) {
            return subscriber;
        }
        ObjectNode json = (ObjectNode) Json.parse(subscriber);
        if (json.path("type").asText().equals("webhook") && json.has(SECRET)) {
            json.put(SECRET, "***");
        }
        return json.toString();
    }

    private Bytes ascii(String text) {
        return out.put(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
