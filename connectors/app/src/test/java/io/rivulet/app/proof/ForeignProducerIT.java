package io.rivulet.app.proof;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.rivulet.app.proof.NodeClient.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A plain Kafka producer writes to a stream while a node appends batches to it. */
@ExtendWith(SharedNode.class)
class ForeignProducerIT {

    private static final int BATCHES = 40;
    private static final int BATCH_SIZE = 12;
    private static final String FILLER = "x".repeat(10_000);

    private final NodeClient client;
    private final Served served;
    private final Topic topic;

    ForeignProducerIT(NodeUnderTest node) {
        client = node.client();
        served = new Served(client, "default");
        topic = new Topic(node.bootstrapServers(), "rivulet-default");
    }

    @AfterEach
    void close() {
        topic.close();
    }

    @Test
    void shouldAcceptABatchWholeOrNotAtAllWhateverComesIntoItsMiddle() {
        String path = "/foreign/middle";
        long seed = System.nanoTime();
        client.append("default", path, "{\"type\":\"begun\"}");

        // When
        Interloper interloper = new Interloper(topic, path, new Random(seed));
        CompletableFuture<Void> writing = CompletableFuture.runAsync(interloper);
        List<Reply> replies = new ArrayList<>();
        for (int batch = 0; batch < BATCHES; batch++) {
            replies.add(client.append("default", path, batch(batch)));
        }
        interloper.stop();
        writing.join();
        topic.put(topic.record(path, "\"the last\""));

        // Then
        List<ConsumerRecord<byte[], byte[]>> log = topic.log(path);
        awaitFolded(path, log.get(log.size() - 1).offset());
        BatchRules rules = new BatchRules(log);
        List<JsonNode> mirror = served.mirror(path);
        assertThat(mirror)
                .as("seed %d", seed)
                .extracting(event -> event.get("offset").asLong())
                .isEqualTo(rules.accepted());
        served.feedCovers(path, mirror);
        assertThat(client.state("default", path).get("eventCount").asInt()).isEqualTo(mirror.size());
        for (int batch = 0; batch < BATCHES; batch++) {
            requireOutcome(batch, replies.get(batch), mirror);
        }
        assertThat(replies).extracting(Reply::status).contains(201);
        assertThat(rules.broken()).as("batches that were broken").isPositive();
        assertThat(attempts(log))
                .as("batches that the node produced, once or again")
                .isGreaterThan(BATCHES);
    }

    @Test
    void shouldLeaveNothingOfATornBatch() {
        // Given
        String path = "/foreign/torn";
        client.append("default", path, "{\"type\":\"begun\",\"payload\":1}");
        List<String> before = everything(path);
        long streams = client.streamCount("default");

        // When
        for (String torn : List.of(path, path + "/not there")) {
            for (int index : new int[] {0, 1}) {
                RecordMetadata put = topic.put(topic.record(
                        torn,
                        "\"torn\"",
                        "ce_idempotencykey",
                        "torn " + index,
                        "ce_batchid",
                        "torn",
                        "ce_batchsize",
                        "3",
                        "ce_batchindex",
                        Integer.toString(index)));
                awaitFolded(torn, put.offset());
            }
        }

        // Then
        assertThat(everything(path)).isEqualTo(before);
        assertThat(client.get("/v1/default/state/foreign/torn/not%20there").status())
                .isEqualTo(404);
        assertThat(client.streamCount("default")).isEqualTo(streams);

        // When
        Reply next = client.append(
                "default",
                path,
                "{\"type\":\"next\",\"idempotencyKey\":\"torn 0\",\"expectedOffset\":" + head(before) + "}");

        // Then
        assertThat(next.status()).as(next.text()).isEqualTo(201);
        assertThat(served.mirror(path)).hasSize(3);
    }

    private static String batch(int number) {
        return IntStream.range(0, BATCH_SIZE)
                .mapToObj(i -> "{\"type\":\"batched\",\"payload\":{\"batch\":" + number + ",\"i\":" + i
                        + ",\"filler\":\"" + FILLER + "\"}}")
                .collect(Collectors.joining(",", "[", "]"));
    }

    /** All events of a batch stand together in its order, or there is none of them; as the answer said. */
    private static void requireOutcome(int batch, Reply reply, List<JsonNode> mirror) {
        List<JsonNode> events = mirror.stream()
                .filter(event -> event.path("payload").path("batch").asInt(-1) == batch)
                .toList();
        if (reply.status() == 201) {
            assertThat(events).containsExactlyElementsOf(reply.json().get("events"));
            assertThat(events)
                    .extracting(event -> event.get("payload").get("i").asInt())
                    .isEqualTo(IntStream.range(0, BATCH_SIZE).boxed().toList());
        } else {
            assertThat(reply.status()).as(reply.text()).isEqualTo(409);
            assertThat(reply.problem()).isIn("/problems/interleaved", "/problems/torn");
            assertThat(events).isEmpty();
        }
    }

    /** How often the first event of a batch of the node is in the log. */
    private static long attempts(List<ConsumerRecord<byte[], byte[]>> log) {
        return log.stream()
                .filter(record -> record.value() != null)
                .map(record -> new String(record.value(), UTF_8))
                .filter(value -> value.contains("\"i\":0,"))
                .count();
    }

    private void awaitFolded(String path, long offset) {
        int partition = topic.partitionOf(path);
        Deadline.await(
                "offset " + offset + " is folded",
                () -> client.digests("default")
                                .get("partitions")
                                .get(partition)
                                .get("applied")
                                .asLong()
                        >= offset);
    }

    private List<String> everything(String path) {
        return List.of(
                client.get("/v1/default/mirror" + path).text(),
                client.get("/v1/default/feed" + path).text(),
                client.get("/v1/default/state" + path).text());
    }

    private static long head(List<String> everything) {
        return NodeClient.parse(everything.get(2)).get("state").get("maxOffset").asLong();
    }
}
