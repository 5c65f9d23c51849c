package io.rivulet.http;

import io.rivulet.api.StreamPath;
import io.rivulet.broker.EmbeddedBroker;
import io.rivulet.engine.EngineSettings;
import io.rivulet.engine.Namespace;
import io.rivulet.engine.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A broker, a node on it with an empty log, and a server for the node. */
final class RealNode implements AutoCloseable {

    final EmbeddedBroker broker;
    private final Path dir;
    private Node node;
    TestServer server;

    RealNode() throws IOException {
        // Kafka Streams wants no state below the system's temporary folder.
        dir = Files.createTempDirectory(Files.createDirectories(Path.of("target", "nodes")), "node");
        broker = EmbeddedBroker.start(dir.resolve("broker"));
        open();
    }

    private void open() {
        node = Node.open(EngineSettings.of(Map.of(
                EngineSettings.NAMESPACES,
                "default,small",
                "namespace.small.max.event.bytes",
                "2048",
                "namespace.small.topic.partitions",
                "1",
                "namespace.small.default.type",
                "thing",
                EngineSettings.BOOTSTRAP_SERVERS,
                broker.bootstrapServers(),
                EngineSettings.STATE_DIR,
                dir.resolve("state").toString(),
                EngineSettings.TOPIC_REPLICATION,
                "1",
                "streams.replication.factor",
                "1")));
        server = new TestServer(node);
        while (!node.namespaces().values().stream().map(Namespace::readiness).allMatch(r -> r.isServing())) {
            Thread.onSpinWait();
        }
    }

    /** Stops the node and starts it again; the server has another port then. */
    void restart() {
        server.close();
        node.close();
        open();
    }

    /** Writes a bare record, as any producer may. */
    void produce(String topic, String key, String value) throws Exception {
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(client(), new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, key, value)).get();
        }
    }

    /** The record at an offset of a key's partition, as any consumer has it. */
    ConsumerRecord<byte[], byte[]> record(String topic, String key, long offset) {
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(client(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            int partition = node.namespaces().values().stream()
                    .filter(namespace -> namespace.topic().equals(topic))
                    .findFirst()
                    .orElseThrow()
                    .partitionOf(new StreamPath(key));
            TopicPartition at = new TopicPartition(topic, partition);
            consumer.assign(List.of(at));
            consumer.seek(at, offset);
            while (true) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
                    return record;
                }
            }
        }
    }

    private Map<String, Object> client() {
        return Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers());
    }

    @Override
    public void close() {
        server.close();
        node.close();
        broker.close();
    }
}
