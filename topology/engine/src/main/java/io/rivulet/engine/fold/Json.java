package io.rivulet.engine.fold;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.rivulet.wire.Utf8Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** JSON as the fold needs it: payloads of core events in, quoted texts out. */
final class Json {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private Json() {}

    /** Parses a payload; an absent one is an empty object, anything but an object is null. */
    static @Nullable JsonNode object(byte @Nullable [] payload) {
        if (payload == null) {
            return MAPPER.createObjectNode();
        }
        if (!Utf8Json.isEncoded(payload, 0, payload.length)) {
            return null;
        }
        try {
            JsonNode node = MAPPER.readTree(payload);
            return node.isObject() ? node : null;
        } catch (JsonProcessingException | NumberFormatException notJson) {
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException("reading from an array", e);
        }
    }

    /** What is read from a row. */
    static JsonNode parse(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a row holds what is not JSON", e);
        }
    }

    /**
     * JSON text to keep in a row: it reads again. Null if it would not: a number may be in bounds as it was given, and out
     * of bounds as it is written.
     */
    static @Nullable String text(JsonNode node) {
        String text = encodable(node.toString());
        try {
            MAPPER.readTree(text);
            return text;
        } catch (JsonProcessingException | NumberFormatException unreadable) {
            return null;
        }
    }

    /** A text as a row gives it back: a lone surrogate, which JSON can name and UTF-8 cannot, becomes a question mark. */
    static String encodable(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    /** A JSON string, quotes included. */
    static byte[] quote(String text) {
        byte[] escaped = JsonStringEncoder.getInstance().quoteAsUTF8(text);
        return new Bytes(escaped.length + 2).put('"').put(escaped).put('"').toArray();
    }

    /** Puts UTF-8 bytes as a JSON string; most need no escape and are copied. */
    static void putQuoted(Bytes out, byte[] utf8) {
        for (byte b : utf8) {
            if ((b >= 0 && b < ' ') || b == '"' || b == '\\') {
                out.put(quote(new String(utf8, StandardCharsets.UTF_8)));
                return;
            }
        }
        out.put('"').put(utf8).put('"');
    }

    /** Puts JSON text on one line: line breaks, which JSON has only between tokens, become spaces. */
    static void putLine(Bytes out, byte[] json) {
        for (byte b : json) {
            out.put(b == '\n' || b == '\r' ? ' ' : b);
        }
    }
}
