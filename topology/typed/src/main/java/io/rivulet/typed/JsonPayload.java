package io.rivulet.typed;

import io.rivulet.api.Event;
import io.rivulet.api.Payload;
import java.nio.charset.StandardCharsets;

/** Payloads from records, and records from payloads. */
public final class JsonPayload {

    private static final byte[] ABSENT = "null".getBytes(StandardCharsets.UTF_8);

    private JsonPayload() {}

    /** The payload that says what a record says. */
    public static Payload of(Object value) {
        return new Payload(Payload.JSON, Mapping.write(value));
    }

    /**
     * Reads the payload of an event. No payload at all is read like JSON's null.
     *
     * @throws IllegalArgumentException if it does not fit the type
     */
    public static <P> P read(Event event, Class<P> type) {
        Payload payload = event.payload();
        P read = Mapping.read(payload == null ? ABSENT : payload.bytes(), type);
        if (read == null) {
            throw new IllegalArgumentException("an event of type " + event.type() + " has no payload");
        }
        return read;
    }
}
