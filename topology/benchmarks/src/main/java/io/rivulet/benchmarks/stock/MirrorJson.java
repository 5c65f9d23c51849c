package io.rivulet.benchmarks.stock;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Writes an accepted event as the JSON that is served, its payload byte for byte. It keeps its buffer, and the text of the
 * last time that it wrote, since neighbours in a log often have the same. For one thread.
 */
final class MirrorJson {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final byte[] OFFSET = ascii("{\"offset\":");
    private static final byte[] INDEX = ascii(",\"index\":");
    private static final byte[] TYPE = ascii(",\"type\":\"");
    private static final byte[] CREATED_AT = ascii("\",\"createdAt\":\"");
    private static final byte[] KEY = ascii("\",\"idempotencyKey\":\"");
    private static final byte[] QUOTE = ascii("\"");
    private static final byte[] SOURCE = ascii(",\"source\":{\"processor\":");
    private static final byte[] METADATA = ascii(",\"metadata\":");
    private static final byte[] PAYLOAD = ascii(",\"payload\":");
    private static final byte[] PAYLOAD_BASE64 = ascii(",\"payloadBase64\":\"");
    private static final byte[] END = ascii("}");

    private byte[] buffer = new byte[1024];
    private int length;
    private long lastTime = Long.MIN_VALUE;
    private byte[] lastTimeText = new byte[0];

    byte[] write(Envelope envelope, long offset, long index, long createdAt, byte @Nullable [] payload) {
        length = 0;
        put(OFFSET).put(ascii(Long.toString(offset)));
        put(INDEX).put(ascii(Long.toString(index)));
        put(TYPE).put(JsonStringEncoder.getInstance().quoteAsUTF8(envelope.type()));
        put(CREATED_AT).put(time(createdAt));
        String key = envelope.idempotencyKey();
        if (key != null) {
            put(KEY).put(JsonStringEncoder.getInstance().quoteAsUTF8(key));
        }
        put(QUOTE);
        String processor = envelope.processor();
        if (processor != null) {
            put(SOURCE).put(utf8(processor)).put(END);
        }
        String metadata = envelope.metadata();
        if (metadata != null) {
            put(METADATA).put(utf8(metadata));
        }
        if (payload != null && envelope.isJson()) {
            put(PAYLOAD).put(payload);
        } else if (payload != null) {
            put(PAYLOAD_BASE64).put(Base64.getEncoder().encode(payload)).put(QUOTE);
        }
        put(END);
        return Arrays.copyOf(buffer, length);
    }

    private byte[] time(long createdAt) {
        if (createdAt != lastTime) {
            lastTime = createdAt;
            lastTimeText = ascii(TIME.format(Instant.ofEpochMilli(createdAt)));
        }
        return lastTimeText;
    }

    private MirrorJson put(byte[] bytes) {
        if (buffer.length - length < bytes.length) {
            buffer = Arrays.copyOf(buffer, Math.max(length + bytes.length, buffer.length * 2));
        }
        System.arraycopy(bytes, 0, buffer, length, bytes.length);
        length += bytes.length;
        return this;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
