package io.rivulet.engine.store;

import io.rivulet.api.CoreEvents;
import io.rivulet.api.EventInput;
import io.rivulet.api.Payload;
import io.rivulet.wire.RecordWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** A log of one partition, drawn from a seed: several streams and types, repeated keys, batches, lives that
 * end, registries, records that are no events. */
final class Log {

    private static final RecordWriter WRITER = new RecordWriter("log", "/test");

    private final RandomGenerator random;
    private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();

    private Log(RandomGenerator random) {
        this.random = random;
    }

    static List<ConsumerRecord<byte[], byte[]>> of(RandomGenerator random, int length) {
        Log log = new Log(random);
        while (log.records.size() < length) {
            log.addSome();
        }
        return log.records;
    }

    static ConsumerRecord<byte[], byte[]> record(long offset, String path, EventInput event) {
        return record(offset, path, event, null);
    }

    private void addSome() {
        String path = "/streams/" + random.nextInt(40);
        switch (random.nextInt(12)) {
            case 0 -> addBatch(path, 2 + random.nextInt(4));
            case 1 -> records.add(garbage(records.size()));
            case 2 -> records.add(record(records.size(), path, coreEvent(), null));
            default -> records.add(record(records.size(), path, event(), null));
        }
    }

    private void addBatch(String path, int size) {
        String id = "batch-" + records.size();
        int written = random.nextInt(4) == 0 ? size - 1 : size;
        for (int i = 0; i < written; i++) {
            records.add(record(records.size(), path, event(), new RecordWriter.BatchPosition(id, size, i)));
        }
    }

    private EventInput coreEvent() {
        String key = "\"subscriptionKey\":\"key-" + random.nextInt(5) + "\"";
        return switch (random.nextInt(6)) {
            case 0 -> EventInput.of(CoreEvents.RESET, null);
            case 1 -> EventInput.of(CoreEvents.WOKEN, Payload.json("{\"incarnationId\":\"i\"}"));
            case 2 ->
                EventInput.of(
                        CoreEvents.SUBSCRIPTION_CONFIGURED,
                        Payload.json("{" + key + ",\"subscriber\":{\"type\":\"topic\",\"topic\":\"out\"}}"));
            case 3 -> EventInput.of(CoreEvents.SUBSCRIPTION_REMOVED, Payload.json("{" + key + "}"));
            case 4 ->
                EventInput.of(CoreEvents.SUBSCRIBER_CONNECTED, Payload.json("{" + key + ",\"direction\":\"inbound\"}"));
            default ->
                EventInput.of(CoreEvents.SUBSCRIBER_DISCONNECTED, Payload.json("{" + key + ",\"reason\":\"r\"}"));
        };
    }

    private EventInput event() {
        EventInput event =
                EventInput.of("type-" + random.nextInt(3), Payload.json("{\"n\":" + random.nextInt(1000) + "}"));
        return random.nextBoolean() ? event.withIdempotencyKey("key-" + random.nextInt(2000)) : event;
    }

    private static ConsumerRecord<byte[], byte[]> garbage(long offset) {
        return new ConsumerRecord<>("log", 0, offset, "no path".getBytes(StandardCharsets.UTF_8), new byte[3]);
    }

    private static ConsumerRecord<byte[], byte[]> record(
            long offset, String path, EventInput event, RecordWriter.BatchPosition batch) {
        ProducerRecord<byte[], byte[]> written =
                WRITER.write(0, path.getBytes(StandardCharsets.UTF_8), event, "id-" + offset, Instant.EPOCH, batch);
        return new ConsumerRecord<>(
                "log",
                0,
                offset,
                1_700_000_000_000L + offset * 7,
                TimestampType.LOG_APPEND_TIME,
                -1,
                -1,
                written.key(),
                written.value(),
                new RecordHeaders(written.headers()),
                Optional.empty());
    }
}
