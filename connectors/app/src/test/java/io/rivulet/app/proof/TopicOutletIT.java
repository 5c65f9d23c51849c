package io.rivulet.app.proof;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.rivulet.kafka.ReadRecord;
import io.rivulet.kafka.ReadRecord.Offered;
import io.rivulet.kafka.RecordReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** A subscription that publishes a stream to a topic, as a consumer of Kafka's finds it there. */
class TopicOutletIT {

    private static final String TOPIC = "orders-accepted";
    private static final String STREAM = "/orders/ü 1";
    private static final String SUBSCRIPTION =
            "{\"type\":\"io.rivulet.stream.subscription-configured\",\"payload\":{\"subscriptionKey\":\"lake\","
                    + "\"subscriber\":{\"type\":\"topic\",\"topic\":\"" + TOPIC + "\",\"types\":[\"order.changed\"]}}}";

    /** What was accepted, in order; what was refused or a duplicate is not there. Repetitions have the same id. */
    @Test
    void shouldPublishWhatWasAcceptedInOrderThroughCrashes() throws Exception {
        try (NodeUnderTest node = new NodeUnderTest("outbound.topics=orders-*")) {
            create(node);
            assertThat(append(node, SUBSCRIPTION)).isEqualTo(201);

            for (int round = 0; round < 3; round++) {
                for (int i = 0; i < 60; i++) {
                    change(node, round * 60 + i);
                }
                node.kill();
                node.start();
            }
            append(node, "{\"type\":\"order.watched\"}");

            List<JsonNode> accepted = accepted(node);
            Deadline.await("all is published", () -> distinct(node).size() >= accepted.size());
            assertThat(distinct(node)).zipSatisfy(accepted, (record, event) -> {
                assertThat(record.id())
                        .isEqualTo(
                                "default" + STREAM + "@" + event.get("offset").asLong());
                assertThat(record.type()).isEqualTo("order.changed");
                assertThat(new String(record.payload().bytes(), UTF_8))
                        .isEqualTo(event.get("payload").toString());
                assertThat(record.idempotencyKey())
                        .isEqualTo(event.get("idempotencyKey").asText());
            });
            assertThat(accepted).hasSize(180);
            Deadline.await(
                    "it has come to the end", () -> subscriber(node).get("lag").asLong() == 0);
        }
    }

    private static void create(NodeUnderTest node) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", node.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 3, (short) 1))).all().get();
        }
    }

    /** Appends an event, again as a duplicate, and one that is refused. */
    private static void change(NodeUnderTest node, int number) {
        String event =
                "{\"type\":\"order.changed\",\"idempotencyKey\":\"k" + number + "\",\"payload\":{\"n\":" + number + "}";
        assertThat(append(node, event + "}")).isEqualTo(201);
        assertThat(append(node, event + "}")).isEqualTo(200);
        assertThat(append(node, "{\"type\":\"order.changed\",\"expectedOffset\":-1}"))
                .isEqualTo(412);
    }

    private static int append(NodeUnderTest node, String event) {
        return node.client().append("default", STREAM, event).status();
    }

    private static List<JsonNode> accepted(NodeUnderTest node) {
        return node.client().mirror("default", STREAM).stream()
                .filter(event -> event.get("type").asText().equals("order.changed"))
                .toList();
    }

    /** The first of the records of each id. */
    private static List<Offered> distinct(NodeUnderTest node) {
        RecordReader reader = new RecordReader("record", 3);
        Set<String> ids = new HashSet<>();
        List<Offered> records = new ArrayList<>();
        try (Topic topic = new Topic(node.bootstrapServers(), TOPIC)) {
            for (ConsumerRecord<byte[], byte[]> record : topic.log(STREAM)) {
                ReadRecord read = reader.read(record);
                if (read instanceof Offered offered && ids.add(offered.id())) {
                    records.add(offered);
                }
            }
        }
        return records;
    }

    private static JsonNode subscriber(NodeUnderTest node) {
        return node.client().processors("default", STREAM).json().at("/processors/0");
    }
}
