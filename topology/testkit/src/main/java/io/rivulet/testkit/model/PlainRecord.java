package io.rivulet.testkit.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.rivulet.wire.EnvelopeHeaders;
import io.rivulet.wire.RecordForm;
import java.util.Locale;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** What a record without flaw says. */
record PlainRecord(
        ConsumerRecord<byte[], byte[]> raw,
        String path,
        String type,
        @Nullable String idempotencyKey,
        @Nullable Long expectedOffset,
        @Nullable String batchId,
        int batchSize,
        int batchIndex,
        String mediaType,
        @Nullable JsonNode metadata,
        @Nullable JsonNode processor,
        @Nullable JsonNode json) {

    static PlainRecord of(ConsumerRecord<byte[], byte[]> record, RecordForm form) {
        String key = text(record, EnvelopeHeaders.IDEMPOTENCY_KEY);
        String expected = text(record, EnvelopeHeaders.EXPECTED_OFFSET);
        String size = text(record, EnvelopeHeaders.BATCH_SIZE);
        String index = text(record, EnvelopeHeaders.BATCH_INDEX);
        String contentType = text(record, EnvelopeHeaders.CONTENT_TYPE);
        return new PlainRecord(
                record,
                PlainText.of(PlainForm.path(record.key(), form)),
                PlainForm.type(record, form),
                key == null ? null : key.strip(),
                expected == null ? null : Long.valueOf(expected),
                text(record, EnvelopeHeaders.BATCH_ID),
                size == null ? 1 : Integer.parseInt(size),
                index == null ? 0 : Integer.parseInt(index),
                contentType == null ? "application/json" : mediaType(contentType),
                json(record, EnvelopeHeaders.METADATA),
                json(record, EnvelopeHeaders.PROCESSOR),
                record.value() == null ? JsonNodeFactory.instance.objectNode() : PlainText.json(record.value()));
    }

    long offset() {
        return raw.offset();
    }

    long time() {
        return raw.timestamp();
    }

    byte @Nullable [] payload() {
        return raw.value();
    }

    int payloadBytes() {
        return raw.value() == null ? 0 : raw.value().length;
    }

    /** Whether this is the record that comes after so many of a batch. */
    boolean continues(PlainRecord first, int held) {
        return batchId != null && batchId.equals(first.batchId) && batchSize == first.batchSize && batchIndex == held;
    }

    private static @Nullable String text(ConsumerRecord<byte[], byte[]> record, String name) {
        byte[] value = PlainEnvelope.last(record, name);
        return value == null ? null : PlainText.of(value);
    }

    private static @Nullable JsonNode json(ConsumerRecord<byte[], byte[]> record, String name) {
        byte[] value = PlainEnvelope.last(record, name);
        return value == null ? null : PlainText.json(value);
    }

    private static String mediaType(String contentType) {
        int end = contentType.indexOf(';');
        return (end < 0 ? contentType : contentType.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }
}
