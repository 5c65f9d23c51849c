package io.rivulet.app.tail;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import io.rivulet.app.client.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A batch as it came.
 *
 * @param resumeAfter the offset to resume after once this batch has been taken, -1 for the beginning
 */
record ReceivedBatch(String incarnation, List<ReceivedEvent> events, long resumeAfter) {

    private static final JsonFactory JSON = new JsonFactory();

    ReceivedBatch {
        events = List.copyOf(events);
    }

    /**
     * An event of a batch.
     *
     * @param json as the node sent it, character by character
     */
    record ReceivedEvent(long offset, long index, String json) {}

    static ReceivedBatch parse(SseEvent event) throws IOException {
        try {
            return parse(event.data(), Long.parseLong(event.lastId()));
        } catch (NumberFormatException e) {
            throw new IOException("a batch has no offset to resume after", e);
        }
    }

    private static ReceivedBatch parse(String data, long resumeAfter) throws IOException {
        JsonNode batch = Json.MAPPER.readTree(data);
        List<String> texts = elementsOf("events", data);
        List<ReceivedEvent> events = new ArrayList<>(texts.size());
        for (int i = 0; i < texts.size(); i++) {
            JsonNode event = batch.path("events").path(i);
            events.add(new ReceivedEvent(
                    event.path("offset").asLong(), event.path("index").asLong(), texts.get(i)));
        }
        return new ReceivedBatch(batch.path("incarnation").asText(""), events, resumeAfter);
    }

    /** The elements of an array that is a member of the outermost object, each as it is written. */
    private static List<String> elementsOf(String member, String json) throws IOException {
        List<String> elements = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(json)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean wanted = parser.currentName().equals(member);
                if (parser.nextToken() != JsonToken.START_ARRAY || !wanted) {
                    parser.skipChildren();
                    continue;
                }
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    long from = parser.currentTokenLocation().getCharOffset();
                    parser.skipChildren();
                    elements.add(json.substring(
                            (int) from, (int) parser.currentLocation().getCharOffset()));
                }
            }
        }
        return elements;
    }
}
