package io.rivulet.benchmarks.fold;

import io.rivulet.benchmarks.broker.Cluster;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A bare consumer that only polls: the most that one thread can take. */
final class RawConsumer {

    private static final Duration POLL = Duration.ofMillis(100);

    private RawConsumer() {}

    /** Reads a topic from its beginning; the time from the first records to the last. */
    static Duration read(Cluster cluster, LoadedTopic topic) {
        List<TopicPartition> partitions = IntStream.range(0, topic.partitions())
                .mapToObj(partition -> new TopicPartition(topic.name(), partition))
                .toList();
        Progress progress = new Progress(topic.events());
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Reading.consumer(cluster.bootstrapServers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (!progress.isDone()) {
                progress.applied(consumer.poll(POLL).count());
            }
        }
        return progress.elapsed();
    }
}
