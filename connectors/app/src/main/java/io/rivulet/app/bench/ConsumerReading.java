package io.rivulet.app.bench;

import io.rivulet.wire.Partitions;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A raw consumer of the records of a stream, and of whatever else is between them in the log. */
final class ConsumerReading implements Reading {

    static final String NAME = "raw consumer";

    private static final Duration POLL = Duration.ofMillis(500);
    private static final int PATIENCE_POLLS = 60;
    private static final String RECORDS_A_POLL = "2000";

    private final Properties properties = new Properties();
    private final String topic;
    private final ReadStream stream;

    ConsumerReading(Properties kafka, String topic, ReadStream stream) {
        this.topic = topic;
        this.stream = stream;
        properties.putAll(kafka);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, RECORDS_A_POLL);
    }

    @Override
    public String name() {
        return NAME;
    }

    /** With a new consumer: an old one would first wait for the fetch at the log's end that it had left. */
    @Override
    public Pass read() throws IOException {
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            int partitions = consumer.partitionsFor(topic).size();
            TopicPartition log =
                    new TopicPartition(topic, Partitions.of(stream.path().toKey(), partitions));
            consumer.assign(List.of(log));
            consumer.seek(log, stream.firstOffset());
            // Opens the connection to the partition's leader.
            consumer.endOffsets(List.of(log));
            long began = System.nanoTime();
            long records = read(consumer, log);
            return new Pass(records, Duration.ofNanos(System.nanoTime() - began));
        }
    }

    private long read(KafkaConsumer<byte[], byte[]> consumer, TopicPartition log) throws IOException {
        long records = 0;
        int empty = 0;
        while (consumer.position(log) <= stream.lastOffset()) {
            int polled = consumer.poll(POLL).count();
            records += polled;
            empty = polled == 0 ? empty + 1 : 0;
            if (empty > PATIENCE_POLLS) {
                throw new EOFException("the brokers gave no more records than " + records);
            }
        }
        return records;
    }
}
