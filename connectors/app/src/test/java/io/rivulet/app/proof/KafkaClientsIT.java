package io.rivulet.app.proof;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.tools.ConsoleProducer;
import org.apache.kafka.tools.consumer.ConsoleConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Kafka's console producer and console consumer work on streams, and know nothing of them. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
@ExtendWith(SharedNode.class)
class KafkaClientsIT {

    private static final String TOPIC = "rivulet-default";

    private final NodeUnderTest node;
    private final NodeClient client;

    KafkaClientsIT(NodeUnderTest node) {
        this.node = node;
        client = node.client();
    }

    @Test
    void shouldTakeABareRecordOfTheConsoleProducerAsAnEvent() throws IOException {
        String path = "/kafka/Console producer: ü";
        String value = "{ \"order\" : 1.50, \"note\":\"bare\" }";

        // Given
        try (BufferedReader tail = new BufferedReader(new InputStreamReader(client.tail("default", path, -1), UTF_8))) {
            String atOnce = nextData(tail);

            // When
            new ConsoleTool(ConsoleProducer.class, node.bootstrapServers())
                    .run(
                            path + "|" + value + "\n",
                            "--topic",
                            TOPIC,
                            "--reader-property",
                            "parse.key=true",
                            "--reader-property",
                            "key.separator=|");
            String live = nextData(tail);

            // Then
            List<JsonNode> mirror = new Served(client, "default").mirror(path);
            assertThat(mirror).hasSize(1);
            assertThat(mirror.get(0).get("type").asText()).isEqualTo("record");
            assertThat(mirror.get(0).get("payload")).isEqualTo(NodeClient.parse(value));
            assertThat(client.get("/v1/default/mirror/kafka/Console%20producer:%20%C3%BC")
                            .text())
                    .contains("\"payload\":" + value + "}");
            new Served(client, "default").feedCovers(path, mirror);
            assertThat(client.state("default", path).get("eventCount").asInt()).isEqualTo(1);
            assertThat(NodeClient.parse(atOnce).get("events")).isEmpty();
            assertThat(NodeClient.parse(live).get("events")).containsExactlyElementsOf(mirror);
        }
    }

    @Test
    void shouldShowTheConsoleConsumerWhatHttpAppended() throws IOException {
        // Given
        String payload = "{  \"amount\" : 1.0e3, \"currency\":\"\\u20ac\", \"who\":\"Zoë\" ,\"n\":[ 1,2 ]}";
        String path = "/kafka/console consumer";
        client.append("default", path, "{\"type\":\"begun\"}");

        // When
        JsonNode event = client.append(
                        "default",
                        path,
                        "{\"type\":\"order.paid\",\"idempotencyKey\":\"k 1\",\"metadata\":{ \"by\":\"me\" },"
                                + "\"source\":{\"processor\":{\"slug\":\"till\",\"version\":\"2\"}},\"payload\":"
                                + payload
                                + "}")
                .json()
                .get("events")
                .get(0);

        // Then
        String[] columns = consume(event.get("offset").asText(), path).split("\t", -1);
        assertThat(columns[1]).isEqualTo(path);
        assertThat(columns[2]).isEqualTo(payload);
        Map<String, String> headers = headers(columns[0]);
        assertThat(headers)
                .containsEntry("content-type", "application/json")
                .containsEntry("ce_specversion", "1.0")
                .containsEntry("ce_type", "order.paid")
                .containsEntry("ce_source", "/rivulet/default")
                .containsEntry("ce_idempotencykey", "k 1")
                .containsEntry("ce_metadata", "{ \"by\":\"me\" }")
                .containsEntry("ce_processor", "{\"slug\":\"till\",\"version\":\"2\"}")
                .containsKeys("ce_id", "ce_time")
                .hasSize(9);
    }

    /** Prints the record at an offset in the partition of a stream, in columns: headers, key, value. */
    private String consume(String offset, String path) throws IOException {
        int partition;
        try (Topic topic = new Topic(node.bootstrapServers(), TOPIC)) {
            partition = topic.partitionOf(path);
        }
        byte[] printed = new ConsoleTool(ConsoleConsumer.class, node.bootstrapServers())
                .run(
                        "",
                        "--topic",
                        TOPIC,
                        "--partition",
                        Integer.toString(partition),
                        "--offset",
                        offset,
                        "--max-messages",
                        "1",
                        "--formatter-property",
                        "print.key=true",
                        "--formatter-property",
                        "print.headers=true",
                        "--formatter-property",
                        "headers.separator=;");
        return new String(printed, UTF_8).strip();
    }

    private static Map<String, String> headers(String column) {
        Map<String, String> headers = new TreeMap<>();
        for (String header : column.split(";", -1)) {
            int colon = header.indexOf(':');
            headers.put(header.substring(0, colon), header.substring(colon + 1));
        }
        return headers;
    }

    /** The data of the next batch. */
    private static String nextData(BufferedReader tail) throws IOException {
        for (String line = tail.readLine(); line != null; line = tail.readLine()) {
            if (line.startsWith("data: ")) {
                return line.substring(6);
            }
        }
        throw new AssertionError("The tail ended");
    }
}
