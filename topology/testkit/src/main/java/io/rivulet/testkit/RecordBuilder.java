package io.rivulet.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.rivulet.wire.EnvelopeHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/**
 * A record in the making: its envelope written by hand, so that it can be wrong. What is not said is left out, but for the id,
 * which is the offset, and the payload, which is an empty JSON object.
 */
public final class RecordBuilder {

    private final LogBuilder log;
    private final List<Header> headers = new ArrayList<>();
    private byte @Nullable [] key;
    private byte @Nullable [] payload = {'{', '}'};
    private boolean hasId = true;

    RecordBuilder(LogBuilder log, @Nullable String path) {
        this.log = log;
        key = path == null ? null : path.getBytes(UTF_8);
    }

    /** The record's key as it is, a path or not. */
    public RecordBuilder recordKey(byte @Nullable [] bytes) {
        key = bytes;
        return this;
    }

    public RecordBuilder type(String type) {
        return header(EnvelopeHeaders.TYPE, type);
    }

    /** The idempotency key. */
    public RecordBuilder key(String idempotencyKey) {
        return header(EnvelopeHeaders.IDEMPOTENCY_KEY, idempotencyKey);
    }

    public RecordBuilder expectedOffset(long offset) {
        return header(EnvelopeHeaders.EXPECTED_OFFSET, Long.toString(offset));
    }

    public RecordBuilder batch(String id, int size, int index) {
        return header(EnvelopeHeaders.BATCH_ID, id)
                .header(EnvelopeHeaders.BATCH_SIZE, Integer.toString(size))
                .header(EnvelopeHeaders.BATCH_INDEX, Integer.toString(index));
    }

    /** A payload of undeclared type, which counts as JSON. */
    public RecordBuilder payload(String json) {
        payload = json.getBytes(UTF_8);
        return this;
    }

    public RecordBuilder payload(String contentType, byte[] bytes) {
        payload = bytes;
        return header(EnvelopeHeaders.CONTENT_TYPE, contentType);
    }

    public RecordBuilder noPayload() {
        payload = null;
        return this;
    }

    public RecordBuilder metadata(String json) {
        return header(EnvelopeHeaders.METADATA, json);
    }

    public RecordBuilder processor(String json) {
        return header(EnvelopeHeaders.PROCESSOR, json);
    }

    /** As most Kafka producers write. */
    public RecordBuilder noId() {
        hasId = false;
        return this;
    }

    public RecordBuilder header(String name, String value) {
        return header(name, value.getBytes(UTF_8));
    }

    /** Any header, after those that are there. */
    public RecordBuilder header(String name, byte @Nullable [] value) {
        headers.add(new RecordHeader(name, value));
        return this;
    }

    /** Adds the record to its log; a builder may be added more than once. */
    public LogBuilder add() {
        return log.add(this);
    }

    ConsumerRecord<byte[], byte[]> build(long offset, long time) {
        RecordHeaders all = new RecordHeaders(headers);
        if (hasId) {
            all.add(EnvelopeHeaders.ID, Long.toString(offset).getBytes(UTF_8));
        }
        return new ConsumerRecord<>(
                "log", 0, offset, time, TimestampType.LOG_APPEND_TIME, -1, -1, key, payload, all, Optional.empty());
    }
}
