package io.rivulet.http;

import static io.rivulet.http.TestServer.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.rivulet.engine.append.AppendResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ImportTest {

    private final FakeNamespace namespace = new FakeNamespace();
    private final TestServer server = new TestServer(
            namespace,
            HttpSettings.IMPORT_MAX_LINE_BYTES,
            "1024",
            HttpSettings.IMPORT_CONCURRENT,
            "1",
            HttpSettings.IMPORT_PATIENCE,
            "50");

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void shouldCountWhatBecameOfEachLineAndTellTheWrongOnes() {
        List<JsonNode> lines = send(
                """
                {"path":"/a","type":"t","idempotencyKey":"k","payload":1}

                {"path":"b","type":"t"}\r
                {"path":"/a","type":"t","idempotencyKey":"k","payload":1}
                {"type":"t"}
                {"path":"/../a","type":"t"}
                {"path":"/a","type":"t","x":1}
                no json
                %s
                {"path":"/c","type":"t"}"""
                        .formatted("x".repeat(1025)));

        JsonNode last = lines.get(lines.size() - 1);
        assertThat(last.get("accepted").asLong()).isEqualTo(3);
        assertThat(last.get("duplicates").asLong()).isEqualTo(1);
        assertThat(last.get("refused").asLong()).isEqualTo(5);
        assertThat(last.get("unknown").asLong()).isZero();
        assertThat(last.get("streams").asLong()).isEqualTo(3);
        assertThat(last.get("seconds").isNumber()).isTrue();
        assertThat(last.get("done").asBoolean()).isTrue();
        assertThat(problems(lines))
                .containsExactly(
                        "5 /problems/invalid-event",
                        "6 /problems/invalid-path",
                        "7 /problems/invalid-event",
                        "8 /problems/invalid-json",
                        "9 /problems/body-too-large");
    }

    /** Progress is told from the first moment on, but not before the client may send. */
    @Test
    void shouldGiveLeaveToSendTheBodyBeforeItAnswers() {
        String request =
                """
                POST /v1/default/import HTTP/1.1\r
                Host: localhost\r
                Connection: close\r
                Expect: 100-continue\r
                Content-Type: application/x-ndjson\r
                Content-Length: 24\r
                \r
                {"path":"/a","type":"t"}""";
        try (TestServer many = new TestServer(namespace, HttpSettings.IMPORT_CONCURRENT, "100")) {
            for (int i = 0; i < 50; i++) {
                assertThat(many.raw(request))
                        .startsWith("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n")
                        .containsOnlyOnce("100 Continue")
                        .contains("\"accepted\":1,");
            }
        }
    }

    @Test
    void shouldTellTheFirstHundredProblemsOnly() {
        List<JsonNode> lines = send("x\n".repeat(250));

        assertThat(problems(lines)).hasSize(100);
        assertThat(lines.get(lines.size() - 1).get("refused").asLong()).isEqualTo(250);
    }

    @Test
    void shouldOfferALineAgainInOrderWhenTheNodeIsFull() {
        namespace.scripted.add(new AppendResult.Throttled(Duration.ofMillis(1)));
        namespace.scripted.add(new AppendResult.Throttled(Duration.ofMillis(1)));

        List<JsonNode> lines = send(line("/a", "first", "") + line("/a", "second", "") + line("/a", "third", ""));

        assertThat(lines.get(lines.size() - 1).get("accepted").asLong()).isEqualTo(3);
        assertThat(json(server.get("/v1/default/events/a")).get("events"))
                .extracting(event -> event.get("type").asText())
                .containsExactly("first", "second", "third");
    }

    @Test
    void shouldRepeatALineOfUnknownOutcomeOnlyIfItHasAKey() {
        namespace.scripted.add(new AppendResult.Unavailable("late", Duration.ofMillis(1)));
        List<JsonNode> keyed = send(line("/a", "t", ",\"idempotencyKey\":\"k\""));
        namespace.scripted.add(new AppendResult.Unavailable("late", Duration.ofMillis(1)));
        List<JsonNode> keyless = send(line("/a", "t", ""));

        assertThat(keyed.get(keyed.size() - 1).get("accepted").asLong()).isEqualTo(1);
        JsonNode last = keyless.get(keyless.size() - 1);
        assertThat(last.get("accepted").asLong()).isZero();
        assertThat(last.get("unknown").asLong()).isEqualTo(1);
        assertThat(problems(keyless)).containsExactly("1 /problems/unavailable");
    }

    @Test
    void shouldEndWhenALineIsNeverTaken() {
        for (int i = 0; i < 1000; i++) {
            namespace.scripted.add(new AppendResult.Throttled(Duration.ofMillis(1)));
        }

        List<JsonNode> lines = send(line("/a", "t", "") + line("/a", "t", ""));

        assertThat(problems(lines)).containsExactly("1 /problems/throttled");
        assertThat(lines.get(lines.size() - 1).get("done").asBoolean()).isFalse();
    }

    @Test
    void shouldTakeGzip() throws IOException {
        byte[] zipped = gzip(line("/a", "t", "").repeat(5000));

        List<JsonNode> lines = lines(
                server.send(request().header("Content-Encoding", "gzip").POST(BodyPublishers.ofByteArray(zipped))));
        List<JsonNode> cut = lines(server.send(request()
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(zipped, 0, zipped.length - 20))));

        assertThat(lines.get(lines.size() - 1).get("accepted").asLong()).isEqualTo(5000);
        assertThat(lines.get(lines.size() - 1).get("bytes").asLong()).isEqualTo(zipped.length);
        assertThat(cut.get(cut.size() - 1).get("done").asBoolean()).isFalse();
        assertThat(cut.get(cut.size() - 2).at("/problem/type").asText()).isEqualTo("/problems/unsupported-encoding");
    }

    @Test
    void shouldTellProgressAndTakeOnlySoManyImportsAtOnce() throws IOException {
        try (OpenImport open = new OpenImport(server.server.port())) {
            open.write(line("/a", "t", ""));
            JsonNode progress = nextWithAccepted(open);

            HttpResponse<String> second = server.send(request().POST(BodyPublishers.ofString("")));
            open.end();

            HttpServerTest.assertProblem(second, 429, "throttled");
            assertThat(progress.get("bytes").asLong()).isPositive();
            assertThat(open.last().get("done").asBoolean()).isTrue();
        }
    }

    @Test
    void shouldEndWithASummaryWhenTheServerCloses() throws IOException {
        try (OpenImport open = new OpenImport(server.server.port())) {
            open.write(line("/a", "t", ""));
            nextWithAccepted(open);

            server.close();

            JsonNode last = open.last();
            assertThat(last.get("accepted").asLong()).isEqualTo(1);
            assertThat(last.get("done").asBoolean()).isFalse();
        }
    }

    @Test
    void shouldStopWhenTheClientGoesAway() throws IOException {
        try (OpenImport open = new OpenImport(server.server.port())) {
            open.write(line("/a", "t", ""));
            open.next();
        }

        // The one place becomes free again.
        HttpResponse<String> next = server.send(request().POST(BodyPublishers.ofString("")));
        while (next.statusCode() == 429) {
            next = server.send(request().POST(BodyPublishers.ofString("")));
        }
        assertThat(next.statusCode()).isEqualTo(200);
    }

    private static JsonNode nextWithAccepted(OpenImport open) throws IOException {
        JsonNode progress = open.next();
        while (progress.get("accepted").asLong() == 0) {
            progress = open.next();
        }
        return progress;
    }

    private List<JsonNode> send(String body) {
        return lines(server.send(request().POST(BodyPublishers.ofString(body))));
    }

    private HttpRequest.Builder request() {
        return server.request("/v1/default/import").header("Content-Type", "application/x-ndjson");
    }

    private static List<JsonNode> lines(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/x-ndjson");
        return response.body().lines().map(TestServer::json).toList();
    }

    private static List<String> problems(List<JsonNode> lines) {
        return lines.stream()
                .map(line -> line.path("problem"))
                .filter(problem -> problem.has("line"))
                .map(problem ->
                        problem.get("line").asText() + " " + problem.get("type").asText())
                .toList();
    }

    private static String line(String path, String type, String more) {
        return "{\"path\":\"" + path + "\",\"type\":\"" + type + "\"" + more + "}\n";
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write(text.getBytes(UTF_8));
        }
        return zipped.toByteArray();
    }
}
