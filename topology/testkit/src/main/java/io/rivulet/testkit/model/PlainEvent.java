package io.rivulet.testkit.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Base64;

/**
 * An accepted record.
 *
 * @param index its position in the stream, from 0
 * @param previousOffset of the event before it, -1 for none and for the first one after {@code created} of the same batch
 */
public record PlainEvent(PlainRecord record, long index, long previousOffset) {

    public long offset() {
        return record.offset();
    }

    String type() {
        return record.type();
    }

    /** The event as it is served. */
    public ObjectNode served() {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("offset", record.offset()).put("index", index).put("type", record.type());
        event.put("createdAt", time(record.time()));
        if (record.idempotencyKey() != null) {
            event.put("idempotencyKey", record.idempotencyKey());
        }
        if (record.processor() != null) {
            event.putObject("source").set("processor", record.processor());
        }
        if (record.metadata() != null) {
            event.set("metadata", record.metadata());
        }
        byte[] payload = record.payload();
        if (payload != null) {
            servePayload(event, payload);
        }
        return event;
    }

    private void servePayload(ObjectNode event, byte[] payload) {
        boolean isJson = record.mediaType().equals("application/json")
                || record.mediaType().endsWith("+json");
        if (isJson && record.json() != null) {
            event.set("payload", record.json());
        } else if ((isJson || record.mediaType().startsWith("text/")) && PlainText.isText(payload)) {
            event.put("payload", new String(payload, UTF_8));
        } else {
            event.put("payloadBase64", Base64.getEncoder().encodeToString(payload));
        }
    }

    /** EV-3, for the years 0 to 9999. */
    static String time(long millis) {
        LocalDateTime time = LocalDateTime.ofEpochSecond(Math.floorDiv(millis, 1000L), 0, ZoneOffset.UTC);
        return String.format(
                "%04d-%02d-%02dT%02d:%02d:%02d.%03dZ",
                time.getYear(),
                time.getMonthValue(),
                time.getDayOfMonth(),
                time.getHour(),
                time.getMinute(),
                time.getSecond(),
                Math.floorMod(millis, 1000L));
    }
}
