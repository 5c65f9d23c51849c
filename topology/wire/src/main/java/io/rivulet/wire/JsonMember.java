package io.rivulet.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** Finds one text in a JSON object without reading more of it than is needed. Any thread. */
final class JsonMember {

    private static final JsonFactory JSON = new JsonFactory();

    private final String name;

    JsonMember(String name) {
        this.name = name;
    }

    /** The text of the first member of that name; null if there is none, or if this is no JSON object as far as it was read. */
    @Nullable
    String text(byte[] json) {
        if (!Utf8Json.isEncoded(json, 0, json.length)) {
            return null;
        }
        try (JsonParser parser = JSON.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean isIt = parser.currentName().equals(name);
                JsonToken value = parser.nextToken();
                if (isIt) {
                    return value == JsonToken.VALUE_STRING ? parser.getText() : null;
                }
                parser.skipChildren();
            }
            return null;
        } catch (JsonProcessingException notJson) {
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
