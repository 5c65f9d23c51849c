package io.rivulet.engine;

import io.rivulet.engine.query.Answer;
import io.rivulet.engine.query.TopicRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.NoOffsetForPartitionException;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads single records from a topic, for people who look at what is wrong with one. That is rare, so each takes a consumer of
 * its own, and few are read at a time, since a record may be large. Any thread; it blocks.
 */
final class RecordLookup {

    private static final int AT_A_TIME = 2;

    private final Properties consumer;
    private final String topic;
    private final Semaphore places = new Semaphore(AT_A_TIME);

    RecordLookup(Properties consumer, String topic) {
        this.consumer = consumer;
        this.topic = topic;
    }

    /** The record at an offset; absent when the topic has it no longer. */
    Answer<TopicRecord> read(int partition, long offset, Duration within) {
        long deadline = System.nanoTime() + within.toNanos();
        try {
            if (!places.tryAcquire(within.toMillis(), TimeUnit.MILLISECONDS)) {
                return new Answer.Late<>("Others look for records at the moment");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer.Late<>("The node is closing");
        }
        try {
            return fetch(partition, offset, deadline);
        } catch (OffsetOutOfRangeException | NoOffsetForPartitionException e) {
            return new Answer.Absent<>(-1);
        } catch (KafkaException e) {
            return new Answer.Late<>("The brokers did not hand the record out: " + e.getMessage());
        } finally {
            places.release();
        }
    }

    private Answer<TopicRecord> fetch(int partition, long offset, long deadline) {
        TopicPartition at = new TopicPartition(topic, partition);
        try (Consumer<byte[], byte[]> reader =
                new KafkaConsumer<>(settings(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            reader.assign(List.of(at));
            reader.seek(at, offset);
            while (true) {
                Duration rest = Duration.ofNanos(deadline - System.nanoTime());
                if (rest.isNegative() || rest.isZero()) {
                    return new Answer.Late<>("The brokers did not hand the record out in time");
                }
                for (ConsumerRecord<byte[], byte[]> record : reader.poll(rest)) {
                    return record.offset() == offset
                            ? new Answer.Found<>(record(record), offset)
                            : new Answer.Absent<>(-1);
                }
            }
        }
    }

    private Properties settings() {
        Properties settings = new Properties();
        settings.putAll(consumer);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "1");
        return settings;
    }

    private static TopicRecord record(ConsumerRecord<byte[], byte[]> record) {
        List<TopicRecord.Header> headers = new ArrayList<>();
        record.headers().forEach(header -> headers.add(new TopicRecord.Header(header.key(), header.value())));
        return new TopicRecord(
                record.partition(), record.offset(), record.timestamp(), record.key(), headers, record.value());
    }
}
