package io.rivulet.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.rivulet.api.EventInput;
import io.rivulet.api.Payload;
import java.time.Instant;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Lays events into records: key = path, value = payload bytes as given, headers = envelope. Thread-safe.
 *
 * <p>The record's timestamp is left to the broker (LogAppendTime); {@code ce_time} says when the writer offered it.
 */
public final class RecordWriter {

    private static final byte[] SPEC_VERSION = EnvelopeHeaders.CLOUD_EVENTS_1_0.getBytes(UTF_8);
    private static final byte[] JSON = Payload.JSON.getBytes(UTF_8);

    private final String topic;
    private final byte[] source;

    /**
     * Makes a writer.
     *
     * @param source a URI reference that says who writes, as CloudEvents wants it
     */
    public RecordWriter(String topic, String source) {
        this.topic = topic;
        this.source = source.getBytes(UTF_8);
    }

    /**
     * The position of an event in a batch.
     *
     * @param id the same for all events of the batch and for no other batch
     */
    public record BatchPosition(String id, int size, int index) {}

    /** Refuses an event that no reader would take: its metadata is not a JSON object. */
    public static void requireReadable(EventInput event) {
        if (event.metadata() != null && !Text.isJsonObject(event.metadata().getBytes(UTF_8))) {
            throw new IllegalArgumentException("metadata must be a JSON object without repeated names");
        }
    }

    /**
     * Lays one event into a record.
     *
     * @param key the path of its stream, see {@link io.rivulet.api.StreamPath#toKey}
     * @param id of the record, unique in its source
     * @param batch null for an event of its own
     */
    public ProducerRecord<byte[], byte[]> write(
            int partition, byte[] key, EventInput event, String id, Instant time, @Nullable BatchPosition batch) {
        Payload payload = event.payload();
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(topic, partition, key, payload == null ? null : payload.bytes());
        Headers headers = record.headers();
        if (payload != null) {
            boolean isJson = payload.contentType().equals(Payload.JSON);
            headers.add(
                    EnvelopeHeaders.CONTENT_TYPE,
                    isJson ? JSON : payload.contentType().getBytes(UTF_8));
        }
        headers.add(EnvelopeHeaders.SPEC_VERSION, SPEC_VERSION);
        headers.add(EnvelopeHeaders.ID, id.getBytes(UTF_8));
        headers.add(EnvelopeHeaders.TYPE, event.type().getBytes(UTF_8));
        headers.add(EnvelopeHeaders.SOURCE, source);
        headers.add(EnvelopeHeaders.TIME, time.toString().getBytes(UTF_8));
        if (event.idempotencyKey() != null) {
            headers.add(EnvelopeHeaders.IDEMPOTENCY_KEY, event.idempotencyKey().getBytes(UTF_8));
        }
        if (event.expectedOffset() != null) {
            headers.add(
                    EnvelopeHeaders.EXPECTED_OFFSET,
                    event.expectedOffset().toString().getBytes(UTF_8));
        }
        if (event.metadata() != null) {
            headers.add(EnvelopeHeaders.METADATA, event.metadata().getBytes(UTF_8));
        }
        if (event.source() != null) {
            headers.add(EnvelopeHeaders.PROCESSOR, processorJson(event.source()));
        }
        if (batch != null) {
            headers.add(EnvelopeHeaders.BATCH_ID, batch.id().getBytes(UTF_8));
            headers.add(
                    EnvelopeHeaders.BATCH_SIZE, Integer.toString(batch.size()).getBytes(UTF_8));
            headers.add(
                    EnvelopeHeaders.BATCH_INDEX, Integer.toString(batch.index()).getBytes(UTF_8));
        }
        return record;
    }

    private static byte[] processorJson(EventInput.Source source) {
        StringBuilder json = new StringBuilder("{");
        if (source.slug() != null) {
            json.append("\"slug\":").append(new String(Text.quote(source.slug()), UTF_8));
        }
        if (source.version() != null) {
            json.append(json.length() > 1 ? "," : "")
                    .append("\"version\":")
                    .append(new String(Text.quote(source.version()), UTF_8));
        }
        return json.append('}').toString().getBytes(UTF_8);
    }
}
