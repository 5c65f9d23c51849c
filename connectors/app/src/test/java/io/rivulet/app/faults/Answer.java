package io.rivulet.app.faults;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rivulet.testkit.history.Append.Taken;
import io.rivulet.testkit.history.Origin;
import io.rivulet.testkit.history.Read.Seen;
import io.rivulet.testkit.history.SeenEvent;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a node answered, in the words of a history. */
record Answer(HttpResponse<String> response) {

    private static final ObjectMapper JSON = new ObjectMapper();

    int status() {
        return response.statusCode();
    }

    /** The name of its problem, such as {@code expected-offset}. */
    String problem() {
        return json().path("type").asText("").replaceFirst(".*/", "");
    }

    /** The stream's last offset, where a problem tells it. */
    @Nullable
    Long current() {
        JsonNode current = json().get("currentOffset");
        return current == null ? null : (Long) current.asLong();
    }

    /** The node whose store answered; the one that was asked, if the answer does not say. */
    String node(String asked) {
        return response.headers().firstValue("Rivulet-Node").orElse(asked);
    }

    /** What an append is answered with. */
    List<Taken> taken() {
        List<Taken> taken = new ArrayList<>();
        json().path("events")
                .forEach(event -> taken.add(
                        new Taken(event(event), event.path("duplicate").asBoolean())));
        return taken;
    }

    /** What a read shows; null if it is not answered. */
    @Nullable
    Seen seen(Origin origin) {
        boolean isUnknownStream = status() == 404 && problem().equals("unknown-stream");
        if (status() != 200 && !isUnknownStream) {
            return null;
        }
        JsonNode json = json();
        if (isUnknownStream) {
            return seen(origin, 0, -1L, true, List.of());
        }
        if (json.has("state")) {
            JsonNode state = json.get("state");
            long length = state.path("eventCount").asLong();
            return seen(origin, length, state.path("maxOffset").asLong(), false, List.of());
        }
        if (json.has("rows")) {
            List<SeenEvent> rows = events(json.get("rows"));
            long count = json.path("count").asLong();
            return seen(origin, count, null, json.path("from").asLong() + rows.size() >= count, rows);
        }
        JsonNode head = json.path("head");
        return seen(
                origin,
                head.path("index").asLong() + 1,
                head.path("offset").asLong(),
                json.path("next").isNull(),
                events(json.path("events")));
    }

    static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    static List<SeenEvent> events(JsonNode array) {
        List<SeenEvent> events = new ArrayList<>();
        array.forEach(event -> events.add(event(event)));
        return events;
    }

    private Seen seen(Origin origin, long length, @Nullable Long head, boolean whole, List<SeenEvent> events) {
        return new Seen(
                origin,
                number("Rivulet-Applied-Offset"),
                number("Rivulet-Records-Behind"),
                length,
                head,
                whole,
                events);
    }

    /** Null where the header is missing, or says that it is not known. */
    private @Nullable Long number(String header) {
        return response.headers()
                .firstValue(header)
                .filter(value -> !value.equals("unknown"))
                .map(Long::valueOf)
                .orElse(null);
    }

    private JsonNode json() {
        return parse(response.body());
    }

    private static SeenEvent event(JsonNode event) {
        return new SeenEvent(
                event.path("offset").asLong(),
                event.path("index").asLong(),
                event.path("payload").path("token").textValue());
    }
}
