package io.rivulet.app.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.rivulet.app.ExitCode;
import io.rivulet.app.Typed;
import io.rivulet.app.client.Json;
import io.rivulet.app.node.DevProcess;
import io.rivulet.app.node.UnderTarget;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
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

    /** A setting is changed that the meaning of the log depends on: the rows are built anew (CS-31). */
    @Test
    void shouldFindANodeEqualThatWasGivenAnotherDefaultType() throws Exception {
        try (DevProcess node = DevProcess.start(data, "--set", "default.type=other")) {
            Typed.at(node.url(), "append", "/typed", "--type", "t");
            produceWithoutType(digests(node), "/typeless");
            assertThat(firstOf(node, "/typeless")).contains("other");
            assertThat(Typed.at(node.url(), "verify", "--scratch", data.toString())
                            .exitCode())
                    .isEqualTo(ExitCode.OK);
        }
        try (DevProcess node = DevProcess.start(data)) {
            assertThat(firstOf(node, "/typeless")).contains("record");
            assertThat(Typed.at(node.url(), "verify", "--scratch", data.toString())
                            .exitCode())
                    .isEqualTo(ExitCode.OK);

            tellOfOtherRows(node);
        }
    }

    private static String firstOf(DevProcess node, String path) {
        return Typed.at(node.url(), "tail", path, "--from-start", "--limit", "1")
                .out();
    }

    /** As a node would whose rows are not those of its log: one digest is another one. */
    private void tellOfOtherRows(DevProcess node) throws Exception {
        JsonNode told = digests(node);
        JsonNode fullest = StreamSupport.stream(told.path("partitions").spliterator(), false)
                .max(Comparator.comparingLong(
                        partition -> partition.path("rows").asLong()))
                .orElseThrow();
        String sha256 = fullest.path("sha256").asText();
        byte[] answer = told.toString().replace(sha256, "0".repeat(64)).getBytes(StandardCharsets.UTF_8);
        HttpServer other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other.createContext("/v1/default/digests", exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        other.start();
        String url = "http://127.0.0.1:" + other.getAddress().getPort();
        try {
            Typed json = Typed.at(url, "verify", "--scratch", data.toString(), "-o", "json");
            Typed text = Typed.at(url, "verify", "--scratch", data.toString());

            JsonNode partitions =
                    Json.read(json.out().getBytes(StandardCharsets.UTF_8)).path("partitions");
            assertThat(json.exitCode()).isEqualTo(ExitCode.REFUSED);
            assertThat(StreamSupport.stream(partitions.spliterator(), false)
                            .filter(partition -> !partition.path("equal").asBoolean()))
                    .singleElement()
                    .satisfies(
                            partition -> assertThat(partition.path("partition")).isEqualTo(fullest.path("partition")));
            assertThat(text.out()).contains("DIFFERENT", "1 of 4 DIFFERENT");
        } finally {
            other.stop(0);
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
