package io.rivulet.http.append;

import com.fasterxml.jackson.core.JsonToken;
import io.rivulet.api.EventInput;
import io.rivulet.api.EventInput.Source;
import io.rivulet.api.Payload;
import io.rivulet.api.StreamPath;
import io.rivulet.http.json.JsonReader;
import io.rivulet.http.problem.Problem;
import io.rivulet.http.problem.ProblemException;
import io.rivulet.http.problem.ProblemType;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads one event input from a JSON object: its fields and no others (EV-1 to EV-4), its payload and metadata with the
 * exact bytes that they were given in (EV-11). A null is a payload like any other; no other field may be null.
 */
public final class EventReader {

    private final JsonReader json;
    private final boolean takesPath;
    private @Nullable StreamPath path;
    private @Nullable String type;
    private @Nullable Payload payload;
    private @Nullable String metadata;
    private @Nullable Source source;
    private @Nullable String idempotencyKey;
    private @Nullable Long expectedOffset;

    private EventReader(JsonReader json, boolean takesPath) {
        this.json = json;
        this.takesPath = takesPath;
    }

    /** An event with the stream that it is for. */
    public record Addressed(StreamPath path, EventInput event) {}

    /** Reads the object that begins at the reader's current token; goes on to its end. */
    static EventInput read(JsonReader json) {
        EventReader reader = new EventReader(json, false);
        reader.readFields();
        return reader.event();
    }

    /** Reads a text that is one object with a path besides the fields of an event. */
    public static Addressed readAddressed(byte[] text) {
        JsonReader json = new JsonReader(text);
        json.next();
        EventReader reader = new EventReader(json, true);
        reader.readFields();
        json.end();
        if (reader.path == null) {
            throw invalid("path", "is required: it names the stream");
        }
        return new Addressed(reader.path, reader.event());
    }

    private void readFields() {
        if (json.token() != JsonToken.START_OBJECT) {
            throw Problem.of(ProblemType.INVALID_EVENT, "An event is a JSON object.")
                    .toException();
        }
        while (json.next() == JsonToken.FIELD_NAME) {
            String field = json.text();
            json.next();
            readField(field);
        }
    }

    private void readField(String field) {
        switch (field) {
            case "type" -> type = text(field);
            case "payload" -> payload = new Payload(Payload.JSON, json.slice());
            case "metadata" -> metadata = object(field);
            case "source" -> source = source();
            case "idempotencyKey" -> idempotencyKey = text(field);
            case "expectedOffset" -> expectedOffset = offset(field);
            case "path" -> {
                if (!takesPath) {
                    throw invalid(field, "is not known here: the URL names the stream");
                }
                path = StreamPath.normalise(text(field));
            }
            default -> throw invalid(field, "is not a field of an event input");
        }
    }

    private EventInput event() {
        if (type == null || type.isEmpty()) {
            throw invalid("type", "is required, a text that is not empty");
        }
        requireName("type", type);
        if (idempotencyKey != null) {
            requireName("idempotencyKey", idempotencyKey.strip());
        }
        return new EventInput(type, payload, metadata, source, idempotencyKey, expectedOffset);
    }

    /** EV-2: a source holds only a processor, and that only texts slug and version. */
    private Source source() {
        requireToken("source", JsonToken.START_OBJECT, "is an object with a processor");
        Source read = new Source(null, null);
        while (json.next() == JsonToken.FIELD_NAME) {
            String field = "source." + json.text();
            if (!field.equals("source.processor")) {
                throw invalid(field, "is not known; a source holds only a processor");
            }
            json.next();
            requireToken(field, JsonToken.START_OBJECT, "is an object with slug and version");
            read = processor();
        }
        return read;
    }

    private Source processor() {
        String slug = null;
        String version = null;
        while (json.next() == JsonToken.FIELD_NAME) {
            String field = "source.processor." + json.text();
            json.next();
            switch (field) {
                case "source.processor.slug" -> slug = requireName(field, text(field));
                case "source.processor.version" -> version = requireName(field, text(field));
                default -> throw invalid(field, "is not known; a processor holds only slug and version");
            }
        }
        return new Source(slug, version);
    }

    private String text(String field) {
        requireToken(field, JsonToken.VALUE_STRING, "is a text");
        return json.text();
    }

    private String object(String field) {
        requireToken(field, JsonToken.START_OBJECT, "is an object");
        return new String(json.slice(), StandardCharsets.UTF_8);
    }

    private Long offset(String field) {
        requireToken(field, JsonToken.VALUE_NUMBER_INT, "is a whole number");
        Long offset = json.wholeNumber();
        if (offset == null || offset < EventInput.NO_STREAM) {
            throw invalid(field, "is an offset, or -1 for a stream that must not exist");
        }
        return offset;
    }

    private void requireToken(String field, JsonToken wanted, String what) {
        if (json.token() != wanted) {
            throw invalid(field, what);
        }
    }

    private static String requireName(String field, String name) {
        if (name.isBlank() && !field.equals("type")) {
            throw invalid(field, "must not be blank");
        }
        if (name.length() > EventInput.MAX_NAME_LENGTH) {
            throw invalid(field, "has at most " + EventInput.MAX_NAME_LENGTH + " characters");
        }
        return name;
    }

    private static ProblemException invalid(String field, String what) {
        String shown = field.length() > 100 ? field.substring(0, 100) + "..." : field;
        return Problem.of(ProblemType.INVALID_EVENT, "The field '" + shown + "' " + what + ".")
                .with("field", shown)
                .toException();
    }
}
