package io.rivulet.http.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.rivulet.http.problem.Problem;
import io.rivulet.http.problem.ProblemException;
import io.rivulet.http.problem.ProblemType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON text token by token, and slices values out of it with their exact bytes. What is not JSON in UTF-8, has a
 * key twice in one object, or is nested too deeply, is a problem. Not thread-safe.
 *
 * <p>Keys are checked at every depth, also within slices: readers differ in which of two equal keys they take, so such a
 * text would mean different things to different consumers.
 */
public final class JsonReader {

    /** The deepest nesting; less than what the readers of stored events take. */
    public static final int MAX_DEPTH = 500;

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private final byte[] text;
    private final JsonParser parser;

    public JsonReader(byte[] text) {
        if (!Utf8.isValid(text)) {
            throw invalid("it is not UTF-8").toException();
        }
        // The parser would guess another encoding from these, or skip a byte order mark, and then count bytes anew.
        for (int i = 0; i < Math.min(4, text.length); i++) {
            if (text[i] == 0 || text[i] == (byte) 0xEF) {
                throw invalid("it begins with a byte order mark or in another encoding than UTF-8")
                        .toException();
            }
        }
        this.text = text;
        try {
            parser = JSON.createParser(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether a text holds nothing but white space. */
    public static boolean isBlank(byte[] text) {
        for (byte b : text) {
            if (b != ' ' && b != '\t' && b != '\r' && b != '\n') {
                return false;
            }
        }
        return true;
    }

    /** Goes on to the next token; null at the end of the text. */
    public @Nullable JsonToken next() {
        return read(JsonParser::nextToken);
    }

    /** The token that was read last. */
    public @Nullable JsonToken token() {
        return parser.currentToken();
    }

    /** The string or name at the current token. A lone surrogate is a problem, since no UTF-8 can carry it. */
    public String text() {
        String value = read(JsonParser::getText);
        if (!Utf8.isEncodable(value)) {
            throw invalid("a text has half of a surrogate pair").toException();
        }
        return value;
    }

    /** The whole number at the current token, or null if it is too large for a long. */
    public @Nullable Long wholeNumber() {
        return read(JsonParser::getNumberType) == JsonParser.NumberType.BIG_INTEGER
                ? null
                : read(JsonParser::getLongValue);
    }

    /** The exact bytes of the value that begins at the current token; goes on to its last token. */
    public byte[] slice() {
        int from = (int) parser.currentTokenLocation().getByteOffset();
        skip();
        return Arrays.copyOfRange(text, from, (int) parser.currentLocation().getByteOffset());
    }

    /** Goes on to the last token of the value that begins at the current one. */
    private void skip() {
        read(whole -> {
            whole.skipChildren();
            whole.finishToken();
            return whole;
        });
    }

    /** Requires that nothing follows. */
    public void end() {
        if (next() != null) {
            throw invalid("something follows its end").toException();
        }
    }

    private <T extends @Nullable Object> T read(Step<T> step) {
        try {
            return step.on(parser);
        } catch (JsonProcessingException e) {
            throw broken(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ProblemException broken(JsonProcessingException failure) {
        JsonLocation at = failure.getLocation();
        String where = at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
        return invalid(failure.getOriginalMessage() + where).toException();
    }

    private static Problem invalid(String what) {
        return Problem.of(ProblemType.INVALID_JSON, "The text is not valid JSON: " + what + ".");
    }

    private interface Step<T extends @Nullable Object> {
        T on(JsonParser parser) throws IOException;
    }
}
