package io.rivulet.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.rivulet.api.EventInput.Source;
import io.rivulet.api.InvalidPathException;
import io.rivulet.api.Payload;
import io.rivulet.api.StreamPath;
import io.rivulet.kafka.ReadRecord.Flawed;
import io.rivulet.kafka.ReadRecord.Offered;
import io.rivulet.wire.Envelope;
import io.rivulet.wire.Flaw;
import io.rivulet.wire.Partitions;
import io.rivulet.wire.RecordWriter.BatchPosition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads the records of a namespace's topic, from any consumer of bytes. Not thread-safe; one for each consumer.
 *
 * <p>It finds the flaws that the fold finds, but for a payload that is larger than the node's {@code max.event.bytes}. A consumer in a
 * topic that is written to by transactions needs {@code isolation.level=read_committed}, as the nodes have it.
 */
public final class RecordReader {

    private static final JsonFactory JSON = new JsonFactory();

    private final Envelope envelope;
    private final int partitions;

    /**
     * A reader.
     *
     * @param defaultType of records that name none; the node's {@code default.type}
     * @param partitions of the topic
     */
    public RecordReader(String defaultType, int partitions) {
        envelope = new Envelope(defaultType);
        this.partitions = partitions;
    }

    /** What a record is. */
    public ReadRecord read(ConsumerRecord<byte[], byte[]> record) {
        byte[] key = record.key();
        if (key == null) {
            return flawed(record, Flaw.NO_KEY);
        }
        StreamPath path;
        try {
            path = StreamPath.fromKey(key);
        } catch (InvalidPathException e) {
            return flawed(record, Flaw.BAD_KEY);
        }
        if (Partitions.of(key, partitions) != record.partition()) {
            return flawed(record, Flaw.WRONG_PARTITION);
        }
        Flaw flaw = envelope.read(record.headers());
        return flaw == null ? offered(record, path) : flawed(record, flaw);
    }

    private static ReadRecord flawed(ConsumerRecord<byte[], byte[]> record, Flaw flaw) {
        return new Flawed(record.partition(), record.offset(), flaw);
    }

    private ReadRecord offered(ConsumerRecord<byte[], byte[]> record, StreamPath path) {
        byte[] value = record.value();
        String contentType = text(envelope.contentType());
        long expected = envelope.expectedOffset();
        return new Offered(
                record.partition(),
                record.offset(),
                Instant.ofEpochMilli(record.timestamp()),
                path,
                envelope.type().name(),
                value == null ? null : new Payload(contentType == null ? Payload.JSON : contentType, value),
                text(envelope.metadata()),
                source(envelope.processor()),
                text(envelope.idempotencyKey()),
                expected == Envelope.NO_EXPECTATION ? null : Long.valueOf(expected),
                text(envelope.id()),
                batch());
    }

    private @Nullable BatchPosition batch() {
        String id = text(envelope.batchId());
        return id == null ? null : new BatchPosition(id, envelope.batchSize(), envelope.batchIndex());
    }

    private static @Nullable String text(byte @Nullable [] bytes) {
        return bytes == null ? null : new String(bytes, UTF_8);
    }

    /** EV-2: the envelope has made sure that it is an object of texts. */
    private static @Nullable Source source(byte @Nullable [] processor) {
        if (processor == null) {
            return null;
        }
        String slug = null;
        String version = null;
        try (JsonParser json = JSON.createParser(processor)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                boolean isSlug = json.currentName().equals("slug");
                json.nextToken();
                slug = isSlug ? json.getText() : slug;
                version = isSlug ? version : json.getText();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("reading from an array", e);
        }
        return new Source(slug, version);
    }
}
