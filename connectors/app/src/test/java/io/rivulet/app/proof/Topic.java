package io.rivulet.app.proof;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Utils;

/** The topic of a namespace, as a Kafka client without any knowledge of Rivulet writes and reads it. One thread. */
final class Topic implements AutoCloseable {

    private static final int LARGEST = 9 << 20;

    private final String bootstrapServers;
    private final String name;
    private final KafkaProducer<byte[], byte[]> producer;

    Topic(String bootstrapServers, String name) {
        this.bootstrapServers = bootstrapServers;
        this.name = name;
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "max.request.size", LARGEST, "linger.ms", 0),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** A record in the partition of its key, with headers given as name and value in turn. */
    ProducerRecord<byte[], byte[]> record(String path, String value, String... headers) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(name, path.getBytes(UTF_8), value.getBytes(UTF_8));
        for (int i = 0; i < headers.length; i += 2) {
            record.headers().add(headers[i], headers[i + 1].getBytes(UTF_8));
        }
        return record;
    }

    /** Sends a record; it is there when the future is done. */
    Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
        return producer.send(record);
    }

    /** Sends a record and waits until it is there. */
    RecordMetadata put(ProducerRecord<byte[], byte[]> record) {
        try {
            return send(record).get();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    int partitions() {
        return producer.partitionsFor(name).size();
    }

    /** Kafka's default for a key. */
    int partitionOf(String path) {
        return Utils.toPositive(Utils.murmur2(path.getBytes(UTF_8))) % partitions();
    }

    /** All records of a stream so far, in the order of the log. */
    List<ConsumerRecord<byte[], byte[]>> log(String path) {
        TopicPartition partition = new TopicPartition(name, partitionOf(path));
        byte[] key = path.getBytes(UTF_8);
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            while (consumer.position(partition) < end) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
                    if (Arrays.equals(record.key(), key)) {
                        records.add(record);
                    }
                }
            }
        }
        return records;
    }

    @Override
    public void close() {
        producer.close();
    }
}
