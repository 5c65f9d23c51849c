package io.rivulet.app.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.rivulet.app.ExitCode;
import io.rivulet.app.Typed;
import io.rivulet.app.client.Json;
import io.rivulet.app.node.DevProcess;
import io.rivulet.app.node.UnderTarget;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A node of the packaged program, compared with its log. */
@Timeout(180)
class VerifyIT {

    private final Path data;

    VerifyIT(@TempDir(factory = UnderTarget.class) Path data) {
        this.data = data;
    }

    @Test
    void shouldFindANodeEqualToItsLog() throws Exception {
        Path file = data.resolve("events.ndjson");
        Files.write(
                file,
                IntStream.range(0, 3_000)
                        .mapToObj(i -> "{\"path\":\"/s/" + i % 97 + "\",\"type\":\"t" + i % 3
                                + "\",\"idempotencyKey\":\"" + i % 2_900 + "\",\"payload\":" + i + "}")
                        .toList());
        Path scratch = data.resolve("scratch");
        try (DevProcess node = DevProcess.start(data.resolve("node"))) {
            Typed.at(node.url(), "import", file.toString());

            Typed text = Typed.at(node.url(), "verify", "--scratch", scratch.toString());
            Typed json = Typed.at(node.url(), "verify", "--scratch", data.toString(), "-o", "json");

            assertThat(text.out())
                    .contains("0 ", "1 ", "2 ", "3 ", "All equal")
                    .containsPattern("(?m)^ +3 +[1-9]\\d+ +[1-9]\\d+  equal$")
                    .doesNotContain("DIFFERENT");
            assertThat(text.exitCode()).isEqualTo(ExitCode.OK);
            assertThat(scratch).doesNotExist();
            assertThat(json.exitCode()).isEqualTo(ExitCode.OK);
            assertThat(Json.read(json.out().getBytes(StandardCharsets.UTF_8))
                            .path("equal")
                            .asBoolean())
                    .isTrue();
            assertThat(data).isDirectoryNotContaining("glob:**/verify-*");
        }
    }

    /** The way in which a real node gets there: a setting is changed that the meaning of the log depends on. */
    @Test
    void shouldFindANodeDifferentThatFoldedWithAnotherDefaultType() throws Exception {
        try (DevProcess node = DevProcess.start(data, "--set", "default.type=other")) {
            Typed.at(node.url(), "append", "/typed", "--type", "t");
            JsonNode digests = digests(node);
            produceWithoutType(digests, "/typeless");
            assertThat(Typed.at(node.url(), "tail", "/typeless", "--from-start", "--limit", "1")
                            .out())
                    .contains("other");
            assertThat(Typed.at(node.url(), "verify", "--scratch", data.toString())
                            .exitCode())
                    .isEqualTo(ExitCode.OK);
        }
        try (DevProcess node = DevProcess.start(data)) {
            Typed verify = Typed.at(node.url(), "verify", "--scratch", data.toString(), "-o", "json");

            JsonNode partitions =
                    Json.read(verify.out().getBytes(StandardCharsets.UTF_8)).path("partitions");
            assertThat(verify.exitCode()).isEqualTo(ExitCode.REFUSED);
            assertThat(StreamSupport.stream(partitions.spliterator(), false)
                            .filter(partition -> !partition.path("equal").asBoolean()))
                    .hasSize(1);
            assertThat(Typed.at(node.url(), "verify", "--scratch", data.toString())
                            .out())
                    .contains("DIFFERENT", "1 of 4 DIFFERENT");
        }
    }

    private static JsonNode digests(DevProcess node) throws Exception {
        URI uri = URI.create(node.url() + "/v1/default/digests");
        return Json.read(HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofByteArray())
                .body());
    }

    private static void produceWithoutType(JsonNode digests, String path) throws Exception {
        Map<String, Object> settings = Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                digests.path("bootstrapServers").asText());
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(digests.path("topic").asText(), path, "{}"))
                    .get();
        }
    }
}
