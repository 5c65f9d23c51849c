package io.rivulet.benchmarks.stock;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * What the headers of a record say, read in one pass.
 *
 * @param metadata a JSON object, or null
 * @param processor a JSON object, or null
 * @param expectedOffset null for no precondition
 */
record Envelope(
        String id,
        String type,
        String contentType,
        @Nullable String idempotencyKey,
        @Nullable Long expectedOffset,
        @Nullable String metadata,
        @Nullable String processor) {

    private static final String DEFAULT_TYPE = "record";
    private static final String JSON = "application/json";

    /** Reads headers; null when they are broken. */
    static @Nullable Envelope read(Headers headers) {
        String id = "";
        String type = DEFAULT_TYPE;
        String contentType = JSON;
        String version = "1.0";
        String idempotencyKey = null;
        Long expectedOffset = null;
        String metadata = null;
        String processor = null;
        for (Header header : headers) {
            byte[] value = header.value();
            if (value == null) {
                continue;
            }
            switch (header.key()) {
                case "ce_id" -> id = utf8(value);
                case "ce_type" -> type = utf8(value);
                case "ce_specversion" -> version = utf8(value);
                case "ce_idempotencykey" -> idempotencyKey = utf8(value).strip();
                case "ce_expectedoffset" -> expectedOffset = number(value);
                case "ce_metadata" -> metadata = utf8(value);
                case "ce_processor" -> processor = utf8(value);
                case "content-type" -> contentType = utf8(value);
                default -> {}
            }
        }
        boolean isWhole = version.equals("1.0")
                && !type.isEmpty()
                && (idempotencyKey == null || !idempotencyKey.isEmpty())
                && (expectedOffset == null || expectedOffset >= -1);
        return isWhole
                ? new Envelope(id, type, contentType, idempotencyKey, expectedOffset, metadata, processor)
                : null;
    }

    boolean isJson() {
        return contentType.startsWith(JSON);
    }

    private static String utf8(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** A number in decimal digits; one that is none becomes one that no envelope may have. */
    private static long number(byte[] digits) {
        try {
            return Long.parseLong(utf8(digits));
        } catch (NumberFormatException notANumber) {
            return Long.MIN_VALUE;
        }
    }
}
