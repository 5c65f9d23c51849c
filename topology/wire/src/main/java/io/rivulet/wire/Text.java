package io.rivulet.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Checks of header values, on their bytes. */
final class Text {

    /** What {@link #parseDecimal} answers for anything else. */
    static final long NOT_DECIMAL = -2;

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private Text() {}

    /** Without white space at both ends, as {@link String#strip} has it; the array itself where there is none. */
    static byte[] strip(byte[] utf8) {
        int last = utf8.length - 1;
        if (last < 0 || !(mayBeSpace(utf8[0]) || mayBeSpace(utf8[last]))) {
            return utf8;
        }
        return new String(utf8, StandardCharsets.UTF_8).strip().getBytes(StandardCharsets.UTF_8);
    }

    private static boolean mayBeSpace(byte b) {
        return b <= ' ';
    }

    static boolean isUtf8(byte[] text) {
        for (byte b : text) {
            if (b < 0) {
                return Utf8Json.decodes(ByteBuffer.wrap(text));
            }
        }
        return true;
    }

    /** Reads decimal digits, nothing else, up to a bound. */
    static long parseDecimal(byte[] text, long most) {
        if (text.length == 0 || text.length > 19) {
            return NOT_DECIMAL;
        }
        long value = 0;
        for (byte b : text) {
            if (b < '0' || b > '9') {
                return NOT_DECIMAL;
            }
            value = value * 10 + (b - '0');
            if (value < 0) {
                return NOT_DECIMAL;
            }
        }
        return value > most ? NOT_DECIMAL : value;
    }

    static boolean isJsonObject(byte[] text) {
        if (!Utf8Json.isEncoded(text, 0, text.length)) {
            return false;
        }
        try (JsonParser parser = JSON.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            parser.skipChildren();
            return parser.currentToken() == JsonToken.END_OBJECT && parser.nextToken() == null;
        } catch (JsonProcessingException notJson) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException("reading from an array", e);
        }
    }

    /** EV-2: an object of nothing but the texts {@code slug} and {@code version}. */
    static boolean isSource(byte[] text) {
        if (!isJsonObject(text)) {
            return false;
        }
        try (JsonParser parser = JSON.createParser(text)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                if ((!field.equals("slug") && !field.equals("version"))
                        || parser.nextToken() != JsonToken.VALUE_STRING) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException("reading from an array", e);
        }
    }

    /** A JSON string, quotes included. */
    static byte[] quote(String text) {
        byte[] escaped = JsonStringEncoder.getInstance().quoteAsUTF8(text);
        byte[] quoted = new byte[escaped.length + 2];
        quoted[0] = '"';
        System.arraycopy(escaped, 0, quoted, 1, escaped.length);
        quoted[quoted.length - 1] = '"';
        return quoted;
    }
}
