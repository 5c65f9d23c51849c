package io.rivulet.http;

import static io.rivulet.http.TestServer.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.rivulet.api.Refusal;
import io.rivulet.engine.append.AppendResult;
import io.rivulet.http.problem.ProblemType;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpServerTest {

    private final FakeNamespace namespace = new FakeNamespace();
    private final TestServer server = new TestServer(namespace, HttpSettings.MAX_BODY_BYTES, "65536");

    @AfterEach
    void close() {
        server.close();
    }

    /** For tools that look at the log itself. */
    @Test
    void shouldTellWhereTheRecordsAre() {
        JsonNode node = json(server.get("/v1"));

        assertThat(node.path("bootstrapServers").asText()).isEqualTo("localhost:9092");
        assertThat(node.at("/namespaces/0/topic").asText()).isEqualTo(namespace.topic());
    }

    @Test
    void shouldStopThoughARequestTakesLongerThanItMay() {
        FakeNamespace moving = new FakeNamespace();
        moving.isHere = false;
        TestServer stopping = new TestServer(moving, HttpSettings.DRAIN_TIMEOUT, "50");
        CompletableFuture<HttpResponse<String>> read =
                CompletableFuture.supplyAsync(() -> stopping.get("/v1/default/events/a"));
        moving.awaitLooks(1);

        stopping.close();

        assertThat(read.handle((response, cut) -> response == null || response.statusCode() == 503)
                        .join())
                .isTrue();
    }

    @Test
    void shouldTellRequestsThatItClosesWhenNobodyElseCanBeAsked() {
        FakeNamespace moving = new FakeNamespace();
        moving.isHere = false;
        TestServer stopping = new TestServer(moving, HttpSettings.DRAIN_TIMEOUT, "60000");
        CompletableFuture<HttpResponse<String>> read =
                CompletableFuture.supplyAsync(() -> stopping.get("/v1/default/events/a"));
        moving.awaitLooks(1);

        stopping.close();

        assertThat(read.join().headers().firstValue("Rivulet-Problem")).contains("closing");
    }

    @Test
    void shouldAppendAndReadBack() {
        HttpResponse<String> appended =
                server.post("/v1/default/events/a/b", "{\"type\":\"t\",\"payload\":{ \"x\" :  1.0 }}");

        assertThat(appended.statusCode()).isEqualTo(201);
        assertThat(appended.body())
                .isEqualTo("{\"incarnation\":\"1\",\"events\":[{\"offset\":0,\"index\":0,\"type\":\"t\","
                        + "\"createdAt\":\"2026-01-01T00:00:00.000Z\",\"payload\":{ \"x\" :  1.0 }}]}");
        assertThat(server.get("/v1/default/events/a/b").body())
                .isEqualTo("{\"namespace\":\"default\",\"path\":\"/a/b\",\"incarnation\":\"1\",\"events\":["
                        + "{\"offset\":0,\"index\":0,\"type\":\"t\",\"createdAt\":\"2026-01-01T00:00:00.000Z\",\"payload\":{ \"x\" :  1.0 }}],"
                        + "\"next\":null,\"head\":{\"offset\":0,\"index\":0}}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    /v1/default/events            | /
                    /v1/default/events/           | /
                    /v1/default/events/a/         | /a
                    /v1/default/events//a//b      | /a/b
                    /v1/default/events/a/./b      | /a/b
                    /v1/default/events/a/../b     | /b
                    /v1/default/events/a/%2e%2e/b | /b
                    /v1/default/events/A.b:C;d=e  | /A.b:C;d=e
                    /v1/default/events/a%20b+c    | /a b+c
                    /v1/default/events/%C5%BElu%C5%A5/%E9%A6%AC | /žluť/馬
                    /v1/default/events/žluť       | /žluť
                    /v1/default/events/100%25     | /100%
                    /v1/default/events/a%3Fb%23c  | /a?b#c
                    /v1/default/events/a\\b^`{}   | /a\\b^`{}
                    """)
    void shouldFindTheStreamOfAPath(String url, String path) {
        String answer = server.raw("POST " + url + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "Content-Type: application/json\r\nContent-Length: 12\r\n\r\n{\"type\":\"t\"}");

        assertThat(answer).startsWith("HTTP/1.1 201 ");
        assertThat(json(server.get("/v1/default/streams")).at("/streams/0/path").asText())
                .isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/default/events/..",
                "/v1/default/events/a/../../b",
                "/v1/default/events/%2e%2e",
                "/v1/default/events/a%2Fb",
                "/v1/default/events/a%2fb",
                "/v1/default/events/a%",
                "/v1/default/events/a%4",
                "/v1/default/events/a%zz",
                "/v1/default/events/a%u0041",
                "/v1/default/events/%C5",
                "/v1/default/events/%C0%AF",
                "/v1/default/events/%ED%A0%80",
                "/v1/default/events/%00",
                "/v1/default/events/a%0Ab",
                "/v1/default/events/%7F",
            })
    void shouldRefuseWhatIsNoPath(String url) {
        String answer = server.raw("GET " + url + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 400 ").contains("application/problem+json");
    }

    @Test
    void shouldRefuseAPathThatIsTooLong() {
        assertThat(server.get("/v1/default/events/" + "a".repeat(1023)).statusCode())
                .isEqualTo(404);
        HttpResponse<String> answer = server.get("/v1/default/events/" + "a".repeat(1024));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).get("type").asText()).isEqualTo("/problems/invalid-path");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    GET    | /                                    | 404 | unknown-route
                    GET    | /v1/default                          | 404 | unknown-route
                    GET    | /v1/default/nothing/a                | 404 | unknown-route
                    GET    | /v1/default/streams/a                | 404 | unknown-route
                    GET    | /v1/other/events/a                   | 404 | unknown-namespace
                    GET    | /v1//events/a                        | 404 | unknown-namespace
                    GET    | /v1/default/events/a                 | 404 | unknown-stream
                    GET    | /v1/default/mirror/a                 | 404 | unknown-stream
                    GET    | /v1/default/feed/a                   | 404 | unknown-stream
                    GET    | /v1/default/state/a                  | 404 | unknown-stream
                    GET    | /problems/nothing                    | 404 | unknown-route
                    DELETE | /v1/default/events/a                 | 405 | method-not-allowed
                    GET    | /v1/default/import                   | 405 | method-not-allowed
                    POST   | /v1                                  | 405 | method-not-allowed
                    GET    | /v1/default/events/a?limit=0         | 400 | invalid-parameter
                    GET    | /v1/default/events/a?limit=1001      | 400 | invalid-parameter
                    GET    | /v1/default/events/a?limit=-1        | 400 | invalid-parameter
                    GET    | /v1/default/events/a?limit=x         | 400 | invalid-parameter
                    GET    | /v1/default/events/a?limit=          | 400 | invalid-parameter
                    GET    | /v1/default/events/a?limit=1&limit=2 | 400 | invalid-parameter
                    GET    | /v1/default/events/a?after=-2        | 400 | invalid-parameter
                    GET    | /v1/default/events/a?after=1e3       | 400 | invalid-parameter
                    GET    | /v1/default/events/a?before=-1       | 400 | invalid-parameter
                    GET    | /v1/default/events/a?types=a,,b      | 400 | invalid-parameter
                    GET    | /v1/default/events/a?from=1          | 400 | invalid-parameter
                    GET    | /v1/default/events/a?after=9223372036854775808 | 400 | invalid-parameter
                    GET    | /v1/default/mirror/a?from=-1         | 400 | invalid-parameter
                    GET    | /v1/default/feed/a?limit=101         | 400 | invalid-parameter
                    GET    | /v1/default/state/a?x                | 400 | invalid-parameter
                    GET    | /v1/default/streams?under=/../a      | 400 | invalid-parameter
                    GET    | /v1/default/streams?under=%25C5%25   | 200 |
                    GET    | /v1/default/quarantine?limit=0       | 400 | invalid-parameter
                    """)
    void shouldTellWhatIsWrongWithAUrl(String method, String url, int status, String problem) {
        HttpResponse<String> answer = server.send(server.request(url).method(method, BodyPublishers.noBody()));

        assertThat(answer.statusCode()).isEqualTo(status);
        if (problem != null) {
            assertProblem(answer, status, problem);
        }
    }

    static Stream<Arguments> verdicts() {
        return Stream.of(
                Arguments.of(refused(Refusal.Reason.EXPECTED_OFFSET), 412, "expected-offset"),
                Arguments.of(refused(Refusal.Reason.IDEMPOTENCY_MISMATCH), 409, "idempotency-mismatch"),
                Arguments.of(refused(Refusal.Reason.PAUSED), 409, "paused"),
                Arguments.of(refused(Refusal.Reason.INTERLEAVED), 409, "interleaved"),
                Arguments.of(refused(Refusal.Reason.TORN), 409, "torn"),
                Arguments.of(refused(Refusal.Reason.BATCH_TOO_LARGE), 400, "batch-too-large"),
                Arguments.of(refused(Refusal.Reason.INVALID_PAYLOAD), 422, "invalid-payload"),
                Arguments.of(refused(Refusal.Reason.ALREADY_CREATED), 409, "already-created"),
                Arguments.of(refused(Refusal.Reason.STALE_INCARNATION), 409, "stale-incarnation"),
                Arguments.of(new AppendResult.TooLarge(10, 9), 413, "event-too-large"),
                Arguments.of(new AppendResult.Throttled(Duration.ofMillis(1500)), 429, "throttled"),
                Arguments.of(new AppendResult.Unavailable("late", Duration.ofMillis(1)), 503, "unavailable"));
    }

    private static AppendResult refused(Refusal.Reason reason) {
        return new AppendResult.Refused(new Refusal(reason, "It is so.", 41));
    }

    @ParameterizedTest
    @MethodSource("verdicts")
    void shouldMapEachVerdictToItsProblem(AppendResult verdict, int status, String problem) {
        namespace.scripted.add(verdict);

        HttpResponse<String> answer = server.post("/v1/default/events/a", "{\"type\":\"t\"}");

        assertProblem(answer, status, problem);
        assertThat(answer.headers().firstValue("Retry-After").orElse(""))
                .isEqualTo(status == 429 ? "2" : status == 503 ? "1" : "");
        if (verdict instanceof AppendResult.Refused) {
            assertThat(json(answer).get("currentOffset").asLong()).isEqualTo(41);
        }
    }

    @Test
    void shouldAnswerAnEmptyBatchAtOnce() {
        HttpResponse<String> answer = server.post("/v1/default/events/a", "[]");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"events\":[]}");
    }

    @Test
    void shouldAnswerDuplicatesAsSuch() {
        server.post("/v1/default/events/a", "{\"type\":\"t\",\"idempotencyKey\":\"k\"}");

        HttpResponse<String> again = server.post("/v1/default/events/a", "{\"type\":\"u\",\"idempotencyKey\":\"k\"}");
        HttpResponse<String> mixed =
                server.post("/v1/default/events/a", "[{\"type\":\"u\",\"idempotencyKey\":\"k\"},{\"type\":\"v\"}]");

        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(json(again).at("/events/0/duplicate").asBoolean()).isTrue();
        assertThat(json(again).at("/events/0/type").asText()).isEqualTo("t");
        assertThat(mixed.statusCode()).isEqualTo(201);
        assertThat(json(mixed).at("/events/1/duplicate").isMissingNode()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "application/json;charset=latin1", ""})
    void shouldTakeNoOtherMediaType(String type) {
        var request = server.request("/v1/default/events/a").POST(BodyPublishers.ofString("{\"type\":\"t\"}"));

        assertProblem(
                server.send(type.isEmpty() ? request : request.header("Content-Type", type)),
                415,
                "unsupported-media-type");
    }

    @Test
    void shouldAnswerABodyThatIsTooLargeSoThatTheClientCanReadIt() {
        String payload = "x".repeat(9 << 20);
        var announced = server.request("/v1/default/events/a").header("Content-Type", "application/json");
        var chunked = announced.copy();

        HttpResponse<String> first = server.send(
                announced.POST(BodyPublishers.ofString("{\"type\":\"t\",\"payload\":\"" + payload + "\"}")));
        HttpResponse<String> second = server.send(
                chunked.POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(payload.getBytes(UTF_8)))));

        assertProblem(first, 413, "body-too-large");
        assertProblem(second, 413, "body-too-large");
        assertThat(json(first).get("limit").asLong()).isEqualTo(65536);
        assertThat(server.get("/health/live").statusCode()).isEqualTo(200);
    }

    @Test
    void shouldAnswerBrokenHttpWithAProblem() {
        assertThat(server.raw("GET /v1/default/streams HTTP/1.1\r\n\r\n"))
                .startsWith("HTTP/1.1 400 ")
                .contains("/problems/malformed-request");
        assertThat(server.raw("NONSENSE\r\n\r\n")).startsWith("HTTP/1.1 400 ").contains("/problems/malformed-request");
    }

    @Test
    void shouldAnswerHeadAsGetWithoutBody() {
        HttpResponse<String> head =
                server.send(server.request("/v1/default/streams").method("HEAD", BodyPublishers.noBody()));

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.headers().firstValue("Content-Length")).isPresent();
    }

    @Test
    void shouldExplainEveryProblem() {
        for (var type : ProblemType.values()) {
            assertThat(server.get(type.reference()).body()).contains(type.title());
        }
    }

    static void assertProblem(HttpResponse<String> answer, int status, String problem) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        JsonNode body = json(answer);
        assertThat(body.get("type").asText()).isEqualTo("/problems/" + problem);
        assertThat(body.get("status").asInt()).isEqualTo(status);
        assertThat(body.get("title").asText()).isNotBlank();
        assertThat(body.get("detail").asText()).isNotBlank();
    }
}
