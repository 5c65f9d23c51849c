package io.rivulet.engine.fold;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.rivulet.api.Payload;
import io.rivulet.wire.Utf8Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * An accepted event in the form in which it is stored and served: its envelope as JSON text, then its payload as given.
 *
 * <p>Reading one is a copy. Only whether the payload can stand in JSON as it is, is looked at when it is served, since a
 * foreign producer may claim what it likes: a payload that is not JSON is served as a string, and one that is not even
 * text as {@code payloadBase64}.
 */
public final class MirrorRow {

    /** How the payload was declared: absent, JSON or undeclared, text, anything else. */
    static final byte NO_PAYLOAD = 0;

    static final byte JSON_PAYLOAD = 1;
    static final byte TEXT_PAYLOAD = 2;
    static final byte OPAQUE_PAYLOAD = 3;

    /** Offset, kind of payload, length of the envelope. */
    static final int ENVELOPE_AT = 8 + 1 + 4;

    private static final JsonFactory JSON = new JsonFactory();
    private static final byte[] TYPE_FIELD = ascii("\"type\":\"");
    private static final byte[] PAYLOAD_FIELD = ascii(",\"payload\":");
    private static final byte[] BASE64_FIELD = ascii(",\"payloadBase64\":\"");

    private final long index;
    private final byte[] row;

    /** Wraps a stored row; the array is kept. */
    public MirrorRow(long index, byte[] row) {
        this.index = index;
        this.row = row;
    }

    public long index() {
        return index;
    }

    /** How many bytes the row has; about what it takes to serve it. */
    public int length() {
        return row.length;
    }

    public long offset() {
        return offset(row);
    }

    /** The offset of a stored row. */
    public static long offset(byte[] row) {
        return ByteBuffer.wrap(row).getLong();
    }

    /** What {@link #type()} answers for an event of a type. */
    public static String typeAsServed(String type) {
        return new String(JsonStringEncoder.getInstance().quoteAsUTF8(type), StandardCharsets.UTF_8);
    }

    /** The event's type as it stands in JSON, escapes and all. */
    public String type() {
        int from = ENVELOPE_AT;
        while (!matches(from, TYPE_FIELD)) {
            from++;
        }
        from += TYPE_FIELD.length;
        int to = from;
        while (row[to] != '"') {
            to += row[to] == '\\' ? 2 : 1;
        }
        return new String(row, from, to - from, StandardCharsets.UTF_8);
    }

    /** The payload's bytes as they were given; empty when there is none. */
    public byte[] payload() {
        int from = payloadAt();
        byte[] payload = new byte[row.length - from];
        System.arraycopy(row, from, payload, 0, payload.length);
        return payload;
    }

    /** The envelope alone, as a JSON object. */
    public byte[] envelopeJson() {
        int length = payloadAt() - ENVELOPE_AT;
        byte[] json = Arrays.copyOfRange(row, ENVELOPE_AT, ENVELOPE_AT + length + 1);
        json[length] = '}';
        return json;
    }

    /** The payload as it was declared, in the three kinds that are kept apart; null when there is none. */
    public @Nullable Payload typedPayload() {
        return switch (row[8]) {
            case NO_PAYLOAD -> null;
            case JSON_PAYLOAD -> new Payload(Payload.JSON, payload());
            case TEXT_PAYLOAD -> new Payload("text/plain", payload());
            default -> new Payload("application/octet-stream", payload());
        };
    }

    /** Writes the event as a JSON object, its payload byte for byte. */
    public void writeTo(OutputStream out) throws IOException {
        int payloadAt = payloadAt();
        out.write(row, ENVELOPE_AT, payloadAt - ENVELOPE_AT);
        if (row[8] != NO_PAYLOAD) {
            writePayload(payloadAt, out);
        }
        out.write('}');
    }

    /**
     * Writes the event as a JSON object on one line: line breaks between the tokens of its payload become spaces. (Within
     * strings JSON has none.)
     */
    public void writeLineTo(OutputStream out) throws IOException {
        boolean hasBreak = false;
        for (int i = payloadAt(); i < row.length && !hasBreak; i++) {
            hasBreak = row[i] == '\n' || row[i] == '\r';
        }
        if (!hasBreak || row[8] != JSON_PAYLOAD || !isJson(payloadAt())) {
            writeTo(out);
            return;
        }
        byte[] flat = row.clone();
        for (int i = payloadAt(); i < flat.length; i++) {
            if (flat[i] == '\n' || flat[i] == '\r') {
                flat[i] = ' ';
            }
        }
        new MirrorRow(index, flat).writeTo(out);
    }

    private void writePayload(int payloadAt, OutputStream out) throws IOException {
        if (row[8] == JSON_PAYLOAD && isJson(payloadAt)) {
            out.write(PAYLOAD_FIELD);
            out.write(row, payloadAt, row.length - payloadAt);
            return;
        }
        ByteBuffer payload = ByteBuffer.wrap(row, payloadAt, row.length - payloadAt);
        if (row[8] != OPAQUE_PAYLOAD) {
            try {
                String text =
                        StandardCharsets.UTF_8.newDecoder().decode(payload).toString();
                out.write(PAYLOAD_FIELD);
                out.write('"');
                out.write(JsonStringEncoder.getInstance().quoteAsUTF8(text));
                out.write('"');
                return;
            } catch (CharacterCodingException notText) {
                payload.position(payloadAt);
            }
        }
        out.write(BASE64_FIELD);
        out.write(Base64.getEncoder().encode(payload).array());
        out.write('"');
    }

    private boolean isJson(int payloadAt) throws IOException {
        if (!Utf8Json.isEncoded(row, payloadAt, row.length)) {
            return false;
        }
        try (JsonParser parser = JSON.createParser(row, payloadAt, row.length - payloadAt)) {
            if (parser.nextToken() == null) {
                return false;
            }
            parser.skipChildren();
            return parser.currentToken() != null && parser.nextToken() == null;
        } catch (com.fasterxml.jackson.core.JsonProcessingException notJson) {
            return false;
        }
    }

    private int payloadAt() {
        return ENVELOPE_AT + ByteBuffer.wrap(row).getInt(9);
    }

    private boolean matches(int at, byte[] text) {
        for (int i = 0; i < text.length; i++) {
            if (row[at + i] != text[i]) {
                return false;
            }
        }
        return true;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
