package io.rivulet.benchmarks.workload;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.record.TimestampType;

/** Lays events into records: CloudEvents 1.0, Kafka binding, binary mode, with every header that a node writes. */
public final class EventRecords {

    private static final byte[] CONTENT_TYPE = utf8("application/json");
    private static final byte[] SPEC_VERSION = utf8("1.0");
    private static final byte[] SOURCE = utf8("/benchmark");
    private static final byte[] TIME = utf8("2024-01-01T00:00:00.000Z");

    private static final long BORN_MILLIS = 1_704_067_200_000L;

    private EventRecords() {}

    /**
     * The record of an event.
     *
     * @param number becomes the event's id; different for each event of a topic
     */
    public static ProducerRecord<byte[], byte[]> toRecord(String topic, long number, WorkloadEvent event) {
        ProducerRecord<byte[], byte[]> produced =
                new ProducerRecord<>(topic, utf8(event.path()), event.payload().bytes());
        Headers headers = produced.headers();
        headers.add("content-type", CONTENT_TYPE);
        headers.add("ce_specversion", SPEC_VERSION);
        headers.add("ce_id", utf8(id(number)));
        headers.add("ce_type", utf8(event.type()));
        headers.add("ce_source", SOURCE);
        headers.add("ce_time", TIME);
        headers.add("ce_idempotencykey", utf8(event.idempotencyKey()));
        return produced;
    }

    /** The same record as a consumer gets it from an offset of a topic of one partition. */
    public static ConsumerRecord<byte[], byte[]> consumed(ProducerRecord<byte[], byte[]> produced, long offset) {
        return new ConsumerRecord<>(
                produced.topic(),
                0,
                offset,
                BORN_MILLIS + offset,
                TimestampType.LOG_APPEND_TIME,
                produced.key().length,
                produced.value().length,
                produced.key(),
                produced.value(),
                produced.headers(),
                Optional.empty());
    }

    /** As long as a UUID, which is what producers take. */
    private static String id(long number) {
        String digits = Long.toString(number);
        return "00000000-0000-4000-8000-" + "0".repeat(12 - digits.length()) + digits;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
