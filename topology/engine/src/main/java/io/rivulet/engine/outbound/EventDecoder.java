package io.rivulet.engine.outbound;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.rivulet.api.Event;
import io.rivulet.api.EventInput;
import io.rivulet.api.StreamId;
import io.rivulet.engine.fold.MirrorRow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Rows of the mirror as events with their fields, for processors and for other topics. Any thread. */
public final class EventDecoder {

    private static final JsonFactory JSON = new JsonFactory();

    private EventDecoder() {}

    /** Decodes a row. NullAway does not see in class files that a nested type may be null; the source may. */
    @SuppressWarnings("NullAway")
    public static Event decode(StreamId stream, MirrorRow row) {
        byte[] envelope = row.envelopeJson();
        String type = "";
        Instant createdAt = Instant.EPOCH;
        String key = null;
        String metadata = null;
        EventInput.Source source = null;
        try (JsonParser json = JSON.createParser(envelope)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String field = json.currentName();
                json.nextToken();
                switch (field) {
                    case "type" -> type = json.getText();
                    case "createdAt" -> createdAt = Instant.parse(json.getText());
                    case "idempotencyKey" -> key = json.getText();
                    case "metadata" -> metadata = slice(envelope, json);
                    case "source" -> source = source(json);
                    default -> json.skipChildren();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a row of the mirror that is not JSON", e);
        }
        return new Event(stream, row.offset(), row.index(), type, row.typedPayload(), createdAt, key, metadata, source);
    }

    private static String slice(byte[] envelope, JsonParser json) throws IOException {
        int from = (int) json.currentTokenLocation().getByteOffset();
        json.skipChildren();
        int to = (int) json.currentLocation().getByteOffset();
        return new String(envelope, from, to - from, StandardCharsets.UTF_8);
    }

    /** {@code {"processor":{"slug":...,"version":...}}}, as the mirror has it. */
    private static EventInput.Source source(JsonParser json) throws IOException {
        String slug = null;
        String version = null;
        for (int depth = 1; depth > 0; ) {
            JsonToken token = json.nextToken();
            if (token == JsonToken.START_OBJECT) {
                depth++;
            } else if (token == JsonToken.END_OBJECT) {
                depth--;
            } else if (token == JsonToken.VALUE_STRING) {
                slug = named(json, "slug", slug);
                version = named(json, "version", version);
            }
        }
        return new EventInput.Source(slug, version);
    }

    private static @Nullable String named(JsonParser json, String field, @Nullable String before) throws IOException {
        return field.equals(json.currentName()) ? json.getText() : before;
    }
}
