package io.rivulet.app.proof;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every bad record of {@code bad-records.json} that a Kafka client can write is put aside with its reason and no more. */
@ExtendWith(SharedNode.class)
class BadRecordIT {

    private final NodeClient client;
    private final Topic topic;

    BadRecordIT(NodeUnderTest node) {
        client = node.client();
        topic = new Topic(node.bootstrapServers(), "rivulet-default");
    }

    @AfterEach
    void close() {
        topic.close();
    }

    static Stream<Arguments> cases() throws IOException {
        return Cases.of("bad-records.json");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void shouldQuarantineTheRecordAndGoOn(String name, JsonNode testCase) {
        // Given
        List<JsonNode> streams = client.streams("default");
        JsonNode before = client.digests("default").get("partitions");

        // When
        RecordMetadata put = topic.put(record(testCase));
        Deadline.await(
                "the record is folded", () -> partition(put).get("applied").asLong() >= put.offset());

        // Then
        JsonNode entry = client.quarantine("default").get(0);
        assertThat(entry.get("partition").asInt()).isEqualTo(put.partition());
        assertThat(entry.get("offset").asLong()).isEqualTo(put.offset());
        assertThat(entry.get("reason").asText())
                .isEqualTo(testCase.get("reason").asText());
        assertThat(entry.get("detail").asText()).isNotBlank();
        assertThat(client.streams("default")).isEqualTo(streams);
        assertThat(partition(put).get("rows").asLong())
                .isEqualTo(before.get(put.partition()).get("rows").asLong() + 1);
        for (int other = 0; other < before.size(); other++) {
            assertThat(other == put.partition() || partition(other).equals(before.get(other)))
                    .isTrue();
        }
        assertThat(client.isReady()).isTrue();

        // When
        String path = "/bad-records/" + name;
        topic.put(topic.record(path, "\"sound\""));

        // Then
        Deadline.await(
                "the next sound record is an event",
                () -> client.streams("default").size() > streams.size());
    }

    private ProducerRecord<byte[], byte[]> record(JsonNode testCase) {
        byte[] key = testCase.has("keyHex")
                ? HexFormat.of().parseHex(testCase.get("keyHex").asText())
                : text(testCase, "key");
        byte[] value =
                testCase.has("valueBytes") ? new byte[testCase.get("valueBytes").asInt()] : text(testCase, "value");
        Integer partition = testCase.has("partitionsOff")
                ? (topic.partitionOf(testCase.get("key").asText())
                                + testCase.get("partitionsOff").asInt())
                        % topic.partitions()
                : null;
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>("rivulet-default", partition, key, value);
        testCase.path("headers").forEachEntry((name, header) -> record.headers().add(name, bytes(header)));
        return record;
    }

    /** A text, or bytes in hexadecimal. */
    private static byte[] bytes(JsonNode header) {
        return header.isTextual()
                ? header.asText().getBytes(UTF_8)
                : HexFormat.of().parseHex(header.get("hex").asText());
    }

    private static byte[] text(JsonNode testCase, String field) {
        return testCase.has(field) ? testCase.get(field).asText().getBytes(UTF_8) : null;
    }

    private JsonNode partition(RecordMetadata record) {
        return partition(record.partition());
    }

    private JsonNode partition(int number) {
        return client.digests("default").get("partitions").get(number);
    }
}
