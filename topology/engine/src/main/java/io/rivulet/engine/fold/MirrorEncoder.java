package io.rivulet.engine.fold;

import io.rivulet.wire.Envelope;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Writes the envelope of an accepted event in its served form, the beginning of a {@link MirrorRow}. Not thread-safe. */
final class MirrorEncoder {

    private static final byte[] OFFSET = ascii("{\"offset\":");
    private static final byte[] INDEX = ascii(",\"index\":");
    private static final byte[] TYPE = ascii(",\"type\":");
    private static final byte[] CREATED_AT = ascii(",\"createdAt\":");
    private static final byte[] IDEMPOTENCY_KEY = ascii(",\"idempotencyKey\":");
    private static final byte[] SOURCE = ascii(",\"source\":{\"processor\":");
    private static final byte[] METADATA = ascii(",\"metadata\":");

    private final Bytes row = new Bytes(512);
    private final Iso time = new Iso();
    private byte @Nullable [] lastContentType;
    private byte lastKind = MirrorRow.JSON_PAYLOAD;

    /** Encodes an event; the result is valid until the next call. */
    Bytes encode(ConsumerRecord<byte[], byte[]> record, Envelope envelope, long index) {
        row.clear().putLong(record.offset()).put(kindOf(record, envelope)).putInt(0);
        row.put(OFFSET).putDecimal(record.offset());
        row.put(INDEX).putDecimal(index);
        row.put(TYPE).put(envelope.type().json());
        row.put(CREATED_AT);
        time.put(row, record.timestamp());
        byte[] key = envelope.idempotencyKey();
        if (key != null) {
            row.put(IDEMPOTENCY_KEY);
            Json.putQuoted(row, key);
        }
        byte[] processor = envelope.processor();
        if (processor != null) {
            row.put(SOURCE);
            Json.putLine(row, processor);
            row.put('}');
        }
        byte[] metadata = envelope.metadata();
        if (metadata != null) {
            row.put(METADATA);
            Json.putLine(row, metadata);
        }
        row.putIntAt(MirrorRow.ENVELOPE_AT - 4, row.length() - MirrorRow.ENVELOPE_AT);
        return row;
    }

    private byte kindOf(ConsumerRecord<byte[], byte[]> record, Envelope envelope) {
        if (record.value() == null) {
            return MirrorRow.NO_PAYLOAD;
        }
        byte[] contentType = envelope.contentType();
        if (!Arrays.equals(contentType, lastContentType)) {
            lastContentType = contentType;
            lastKind = contentType == null ? MirrorRow.JSON_PAYLOAD : kindOf(contentType);
        }
        return lastKind;
    }

    private static byte kindOf(byte[] contentType) {
        String mediaType = new String(contentType, StandardCharsets.ISO_8859_1)
                .split(";", 2)[0]
                .strip()
                .toLowerCase(Locale.ROOT);
        if (mediaType.equals("application/json") || mediaType.endsWith("+json")) {
            return MirrorRow.JSON_PAYLOAD;
        }
        return mediaType.startsWith("text/") ? MirrorRow.TEXT_PAYLOAD : MirrorRow.OPAQUE_PAYLOAD;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
