package io.rivulet.http;

import static io.rivulet.http.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.rivulet.broker.EmbeddedBroker;
import io.rivulet.engine.EngineSettings;
import io.rivulet.engine.Namespace;
import io.rivulet.engine.Node;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A topic that somebody else made and writes to becomes streams by settings alone. With {@code -Dproof.adopt=100000} it does so
 * with so many records and writes down how it went.
 */
@Timeout(300)
class AdoptIT {

    private static final int RECORDS = Integer.getInteger("proof.adopt", 3_000);
    private static final int KEYS = Math.max(30, RECORDS / 100);
    private static final int PARTITIONS = 3;
    private static final String TOPIC = "their.orders";
    private static final Path PAGE = Path.of("..", "..", "docs", "proofs", "adopt.md");

    private static Path dir;
    private static EmbeddedBroker broker;
    private static Admin admin;

    @BeforeAll
    static void start() throws IOException {
        dir = Files.createTempDirectory(Files.createDirectories(Path.of("target", "nodes")), "adopt");
        broker = EmbeddedBroker.start(dir.resolve("broker"));
        admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
    }

    @AfterAll
    static void stop() {
        admin.close();
        broker.close();
    }

    @Test
    void shouldMakeStreamsOfATopicWhoseProducerGoesOn() throws Exception {
        // Given
        admin.createTopics(List.of(new NewTopic(TOPIC, PARTITIONS, (short) 1)))
                .all()
                .get();
        try (ForeignProducer producer = new ForeignProducer(broker.bootstrapServers(), TOPIC, KEYS)) {
            producer.write(RECORDS);
            long alone = producer.longestMillis();
            CompletableFuture<Void> going = producer.goOn();

            // When
            long began = System.nanoTime();
            try (Node node = Node.open(settings(Map.of()));
                    TestServer server = new TestServer(node)) {
                awaitServing(node);
                Duration took = Duration.ofNanos(System.nanoTime() - began);
                producer.stop();
                going.join();

                // Then
                assertThat(producer.failures()).isZero();
                assertThat(endOfTopic()).as("a node writes nothing by itself").isEqualTo(producer.count());
                assertEveryRecordIsAnEvent(server, producer);
                assertAppendsAndForeignRecordsMix(server);
                writePage(producer, alone, took);
            }
        }
    }

    /** What would lose events, or is not there, is told before anything is served. */
    @Test
    void shouldRefuseATopicThatCannotBeANamespace() throws Exception {
        admin.createTopics(List.of(new NewTopic("compacted", Optional.of(1), Optional.of((short) 1))
                        .configs(Map.of("cleanup.policy", "compact"))))
                .all()
                .get();

        assertThatThrownBy(() -> Node.open(settings(Map.of("namespace.orders.topic", "compacted"))))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("The topic compacted has cleanup.policy=compact: compaction drops events");
        assertThatThrownBy(() -> Node.open(settings(Map.of("namespace.orders.topic", "misspelled"))))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("There is no topic misspelled")
                .hasMessageContaining("namespace.orders.topic.create=false");
        assertThat(admin.listTopics().names().get()).doesNotContain("misspelled");
    }

    private static void assertEveryRecordIsAnEvent(TestServer server, ForeignProducer producer) {
        JsonNode streams = json(server.get("/v1/orders/streams?limit=1&consistency=linearizable"));
        assertThat(streams.get("total").asInt()).isEqualTo(KEYS);
        producer.written().forEach((key, values) -> {
            String[] lines = server.send(server.request("/v1/orders/mirror/" + key + "?consistency=linearizable")
                            .header("Accept", "application/x-ndjson"))
                    .body()
                    .split("\n", -1);
            assertThat(lines).as(key).hasSize(values.size() + 1);
            for (int i = 0; i < values.size(); i++) {
                assertThat(lines[i])
                        .contains("\"index\":" + i + ",\"type\":\"" + ForeignProducer.kindOf(values.get(i)) + "\"")
                        .endsWith("\"payload\":" + values.get(i) + "}");
            }
        });
        assertThat(json(server.get("/v1/orders/quarantine")).get("records")).isEmpty();
    }

    /** An append goes to the record's key of the others, in their partition, and they find it there. */
    private static void assertAppendsAndForeignRecordsMix(TestServer server) {
        HttpResponse<String> appended =
                server.post("/v1/orders/events/order-7", "{\"type\":\"order.noted\",\"payload\":{\"by\":\"http\"}}");
        assertThat(appended.statusCode()).as(appended.body()).isEqualTo(201);
        long offset = json(appended).at("/events/0/offset").asLong();

        ConsumerRecord<String, String> record = recordOf("order-7", offset);
        assertThat(record.value()).isEqualTo("{\"by\":\"http\"}");
        assertThat(new String(record.headers().lastHeader("ce_type").value(), StandardCharsets.UTF_8))
                .isEqualTo("order.noted");
    }

    /** The last record of a key, which must be at that offset in the partition of the key's other records. */
    private static ConsumerRecord<String, String> recordOf(String key, long offset) {
        ConsumerRecord<String, String> found = null;
        int partition = -1;
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new StringDeserializer(),
                new StringDeserializer())) {
            List<TopicPartition> all = partitions();
            consumer.assign(all);
            consumer.seekToBeginning(all);
            while (found == null || found.offset() != offset) {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofSeconds(1))) {
                    if (key.equals(record.key())) {
                        assertThat(partition).isIn(-1, record.partition());
                        partition = record.partition();
                        found = record;
                    }
                }
            }
        }
        return found;
    }

    private static long endOfTopic() throws Exception {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        partitions().forEach(partition -> latest.put(partition, OffsetSpec.latest()));
        return admin.listOffsets(latest).all().get().values().stream()
                .mapToLong(end -> end.offset())
                .sum();
    }

    private static List<TopicPartition> partitions() {
        return List.of(new TopicPartition(TOPIC, 0), new TopicPartition(TOPIC, 1), new TopicPartition(TOPIC, 2));
    }

    private static void awaitServing(Node node) {
        while (!node.namespaces().values().stream()
                .map(Namespace::readiness)
                .allMatch(readiness -> readiness.isServing())) {
            Thread.onSpinWait();
        }
    }

    /** All that it takes. */
    private static EngineSettings settings(Map<String, String> other) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "namespaces", "orders",
                "namespace.orders.topic", TOPIC,
                "namespace.orders.topic.create", "false",
                "namespace.orders.key.format", "plain",
                "namespace.orders.type.json.field", "kind",
                "bootstrap.servers", broker.bootstrapServers(),
                "state.dir", dir.resolve("state").toString(),
                "streams.replication.factor", "1"));
        settings.putAll(other);
        return EngineSettings.of(settings);
    }

    private static void writePage(ForeignProducer producer, long alone, Duration took) throws IOException {
        if (System.getProperty("proof.adopt") == null) {
            return;
        }
        Files.writeString(
                PAGE,
                """
                # The adoption of a topic, last time

                Written by the proof itself, `AdoptIT`, when everything held. What it does, and how to repeat it: [proofs](../proofs.md).

                - date: %s
                - command: `mvn -ntp verify -pl connectors/http -am -Dproof.adopt=%d -Dit.test=AdoptIT -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false`
                - records before a node came: %d, of %d keys, in %d partitions, without headers
                - records when the producer stopped: %d; each is the event that it should be, in its order, byte for byte
                - from the start of the node until all of it was served: %.1f s, on %d processors, broker and producer among them
                - longest wait of the producer for an acknowledgement: %d ms while it was alone, %d ms in all; failures: %d
                - records that the node wrote by itself: 0
                """
                        .formatted(
                                Instant.now().truncatedTo(ChronoUnit.SECONDS),
                                RECORDS,
                                RECORDS,
                                KEYS,
                                PARTITIONS,
                                producer.count(),
                                took.toMillis() / 1000.0,
                                Runtime.getRuntime().availableProcessors(),
                                alone,
                                producer.longestMillis(),
                                producer.failures()));
    }
}
