package io.rivulet.benchmarks.fold;

import io.rivulet.benchmarks.broker.Cluster;
import io.rivulet.benchmarks.workload.EventRecords;
import io.rivulet.benchmarks.workload.Workload;
import io.rivulet.benchmarks.workload.WorkloadEvent;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A bare producer with {@code acks=all} and Kafka's defaults otherwise: the most that can come in. */
final class RawProducer {

    private RawProducer() {}

    /** A topic that was filled, and the time from the first event to the acknowledgement of the last. */
    record Loading(LoadedTopic topic, Duration elapsed) {}

    /** Writes a workload into a topic of the cluster. */
    static Loading load(Cluster cluster, String topic, Workload workload) throws ExecutionException {
        AtomicReference<Exception> failure = new AtomicReference<>();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        cluster.bootstrapServers(),
                        ProducerConfig.ACKS_CONFIG,
                        "all"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.partitionsFor(topic);
            long startNanos = System.nanoTime();
            long number = 0;
            long bytes = 0;
            for (WorkloadEvent event : workload) {
                ProducerRecord<byte[], byte[]> produced = EventRecords.toRecord(topic, number++, event);
                Future<?> unused = producer.send(produced, (metadata, problem) -> {
                    if (problem != null) {
                        failure.set(problem);
                    }
                });
                bytes += event.payload().bytes().length;
            }
            producer.flush();
            Duration elapsed = Duration.ofNanos(System.nanoTime() - startNanos);
            if (failure.get() != null) {
                throw new ExecutionException("The topic is not whole", failure.get());
            }
            return new Loading(new LoadedTopic(topic, Cluster.PARTITIONS, number, bytes), elapsed);
        }
    }
}
