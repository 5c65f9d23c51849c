package io.rivulet.app.imports;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * What the sender must know of a line; whether it is an event is for the node to say.
 *
 * @param path as it is written, empty if there is none
 * @param isKeyed whether it may be sent twice and is accepted once
 */
record Envelope(String path, boolean isKeyed) {

    private static final JsonFactory JSON = new JsonFactory();
    private static final Envelope UNREADABLE = new Envelope("", true);

    /** Reads a line; one that is no JSON object is refused wherever it is sent, so it may be sent twice. */
    static Envelope of(byte[] line) {
        String path = "";
        boolean isKeyed = false;
        try (JsonParser parser = JSON.createParser(line)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return UNREADABLE;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                boolean isText = parser.nextToken() == JsonToken.VALUE_STRING;
                if (isText && name.equals("path")) {
                    path = parser.getText();
                }
                isKeyed |= isText && name.equals("idempotencyKey");
                parser.skipChildren();
            }
            return new Envelope(path, isKeyed);
        } catch (IOException e) {
            return UNREADABLE;
        }
    }
}
