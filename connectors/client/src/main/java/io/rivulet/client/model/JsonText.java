package io.rivulet.client.model;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.function.BiConsumer;

/**
 * Reads one JSON text in UTF-8, value by value, and slices values out of it with their exact bytes. Each method takes the value at
 * the current token and leaves the parser at its last token. Not thread-safe.
 */
final class JsonText {

    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private final byte[] text;
    private final JsonParser parser;

    JsonText(byte[] text) {
        this.text = text;
        try {
            parser = JSON.createParser(text);
            parser.nextToken();
        } catch (IOException e) {
            throw malformed(e);
        }
    }

    /** Takes an object: for each member its name, and this, which the reader takes its value from. */
    void members(BiConsumer<String, JsonText> reader) {
        require(JsonToken.START_OBJECT);
        try {
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                parser.nextToken();
                reader.accept(name, this);
            }
        } catch (IOException e) {
            throw malformed(e);
        }
    }

    /** Takes an array, element by element. */
    void elements(Runnable reader) {
        require(JsonToken.START_ARRAY);
        try {
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                reader.run();
            }
        } catch (IOException e) {
            throw malformed(e);
        }
    }

    String text() {
        require(JsonToken.VALUE_STRING);
        try {
            return parser.getText();
        } catch (IOException e) {
            throw malformed(e);
        }
    }

    long number() {
        require(JsonToken.VALUE_NUMBER_INT);
        try {
            return parser.getLongValue();
        } catch (IOException e) {
            throw malformed(e);
        }
    }

    boolean isTrue() {
        return parser.currentToken() == JsonToken.VALUE_TRUE;
    }

    boolean isNull() {
        return parser.currentToken() == JsonToken.VALUE_NULL;
    }

    void skip() {
        try {
            parser.skipChildren();
            parser.finishToken();
        } catch (IOException e) {
            throw malformed(e);
        }
    }

    /** Where the current token begins, in bytes. */
    int begin() {
        return (int) parser.currentTokenLocation().getByteOffset();
    }

    /** Where the current token ends, in bytes. */
    int end() {
        return (int) parser.currentLocation().getByteOffset();
    }

    /** The whole text that is read. Not to be written to. */
    byte[] bytes() {
        return text;
    }

    private void require(JsonToken expected) {
        if (parser.currentToken() != expected) {
            throw new MalformedAnswerException(
                    "The answer has " + parser.currentToken() + " where " + expected + " should be", null);
        }
    }

    private static MalformedAnswerException malformed(IOException e) {
        return new MalformedAnswerException("The answer is not JSON: is this a Rivulet node?", e);
    }
}
