package io.rivulet.app.client;

import com.fasterxml.jackson.databind.JsonNode;

/** An event on one line, for people: offset, index, time, type, payload. */
public final class EventLine {

    private EventLine() {}

    public static String of(JsonNode event) {
        return Printable.of(String.format(
                "%8d %6d  %s  %s%s%s",
                event.path("offset").asLong(),
                event.path("index").asLong(),
                event.path("createdAt").asText(),
                event.path("type").asText(),
                event.path("duplicate").asBoolean() ? "  (duplicate)" : "",
                payload(event)));
    }

    private static String payload(JsonNode event) {
        if (event.has("payload")) {
            return "  " + Json.write(event.get("payload"));
        }
        return event.has("payloadBase64")
                ? "  base64:" + event.get("payloadBase64").asText()
                : "";
    }
}
