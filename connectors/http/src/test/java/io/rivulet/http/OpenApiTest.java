package io.rivulet.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.rivulet.engine.Readiness;
import io.rivulet.engine.append.AppendResult;
import io.rivulet.engine.query.Answer;
import io.rivulet.http.problem.ProblemType;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That the description tells the truth about the server: all of its URLs, and answers of every kind. */
class OpenApiTest {

    private final FakeNamespace namespace = new FakeNamespace();
    private final TestServer server = new TestServer(namespace);
    private final OpenApi api = new OpenApi(server.get("/openapi.yaml").body());

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void shouldDescribeEveryUrlThatIsAnswered() {
        Set<String> answered = new TreeSet<>();
        server.server.routes().fixed().forEach((path, route) -> route.endpoints()
                .keySet()
                .forEach(method -> answered.add(method + " " + path + (path.endsWith("/") ? "{name}" : ""))));
        server.server.routes().ofNamespace().forEach((name, route) -> {
            String url = "/v1/{namespace}/" + name;
            methods(route, url + (route.hasPath() ? "/{path}" : ""), answered);
            if (route.below() != null) {
                methods(route.below(), url + "/" + route.belowName(), answered);
            }
        });

        assertThat(api.operations()).isEqualTo(answered).hasSizeGreaterThan(14);
    }

    private static void methods(Route route, String url, Set<String> answered) {
        route.endpoints().keySet().forEach(method -> answered.add(method + " " + url));
    }

    @Test
    void shouldNameEveryProblem() {
        JsonNode types = api.root().at("/components/schemas/Problem/properties/type/enum");

        assertThat(types)
                .extracting(JsonNode::asText)
                .containsExactlyElementsOf(Arrays.stream(ProblemType.values())
                        .map(ProblemType::reference)
                        .toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    /v1                                |                                      | 200
                    /v1/{namespace}/events/{path}      | /v1/default/events/a                 | 200
                    /v1/{namespace}/events/{path}      | /v1/default/events/a?limit=1         | 200
                    /v1/{namespace}/events/{path}      | /v1/default/events/none              | 404
                    /v1/{namespace}/events/{path}      | /v1/default/events/a?x=1             | 400
                    /v1/{namespace}/event/{path}       | /v1/default/event/a?offset=1         | 200
                    /v1/{namespace}/event/{path}       | /v1/default/event/a?offset=9         | 404
                    /v1/{namespace}/event/{path}       | /v1/default/event/a?key=none         | 204
                    /v1/{namespace}/mirror/{path}      | /v1/default/mirror/a                 | 200
                    /v1/{namespace}/feed/{path}        | /v1/default/feed/a                   | 200
                    /v1/{namespace}/children/{path}    | /v1/default/children/a               | 200
                    /v1/{namespace}/state/{path}       | /v1/default/state/a                  | 200
                    /v1/{namespace}/processors/{path}  | /v1/default/processors/a             | 200
                    /v1/{namespace}/streams            | /v1/default/streams                  | 200
                    /v1/{namespace}/quarantine         | /v1/default/quarantine               | 200
                    /v1/{namespace}/quarantine/{partition}/{offset} | /v1/default/quarantine/0/7 | 200
                    /v1/{namespace}/quarantine/{partition}/{offset} | /v1/default/quarantine/0/8 | 404
                    /v1/{namespace}/digests            | /v1/default/digests                  | 200
                    /health/live                       |                                      | 200
                    /health/ready                      |                                      | 200
                    /health/started                    |                                      | 200
                    /openapi.yaml                      |                                      | 200
                    /problems/{name}                   | /problems/paused                     | 200
                    /problems/{name}                   | /problems/none                       | 404
                    """)
    void shouldReadAsDescribed(String path, String url, int status) {
        server.post("/v1/default/events/a", "[{\"type\":\"t\"},{\"type\":\"u\",\"payload\":{\"x\":null}}]");

        HttpResponse<String> answer = server.get(url == null ? path : url);

        assertThat(answer.statusCode()).isEqualTo(status);
        api.check("get", path, answer);
    }

    @Test
    void shouldReadLinesAsDescribed() {
        server.post("/v1/default/events/a", "[{\"type\":\"t\"},{\"type\":\"u\",\"payload\":{\"x\":null}}]");

        HttpResponse<String> lines =
                server.send(server.request("/v1/default/events/a").header("Accept", "application/x-ndjson"));

        assertThat(lines.body().lines()).hasSize(2);
        api.check("get", "/v1/{namespace}/events/{path}", lines);
    }

    @Test
    void shouldTailAsDescribed() throws IOException {
        server.post("/v1/default/events/a", "{\"type\":\"t\"}");
        try (SseClient tail = new SseClient(server.server.port(), "/v1/default/events/a?after=-1", null)) {
            tail.head();
            api.check("TailBatch", Objects.requireNonNull(tail.next()).json());
            server.close();
            api.check("TailControl", Objects.requireNonNull(tail.next()).json());
        }
    }

    @Test
    void shouldAppendAsDescribed() {
        String path = "/v1/{namespace}/events/{path}";
        for (String body : List.of(
                "{\"type\":\"t\",\"idempotencyKey\":\"k\"}",
                "[{\"type\":\"t\",\"idempotencyKey\":\"k\"}]",
                "[]",
                "{}",
                "{")) {
            api.check("post", path, server.post("/v1/default/events/a", body));
        }
        namespace.scripted.add(new AppendResult.Throttled(Duration.ofSeconds(1)));
        api.check("post", path, server.post("/v1/default/events/a", "{\"type\":\"t\"}"));
        namespace.scripted.add(new AppendResult.Unavailable("late", Duration.ofSeconds(1)));
        api.check("post", path, server.post("/v1/default/events/a", "{\"type\":\"t\"}"));
    }

    @Test
    void shouldImportAsDescribed() {
        HttpResponse<String> answer = server.send(server.request("/v1/default/import")
                .header("Content-Type", "application/x-ndjson")
                .POST(BodyPublishers.ofString("{\"path\":\"/a\",\"type\":\"t\"}\nx\n")));

        // The problem and the summary; progress stands between them where it takes that long.
        assertThat(answer.body().lines()).hasSizeGreaterThanOrEqualTo(2);
        api.check("post", "/v1/{namespace}/import", answer);
    }

    @Test
    void shouldSayWhyItIsNotReadyAsDescribed() {
        namespace.readiness = new Readiness(Readiness.State.RESTORING, "7 records are still to be folded");
        namespace.answer = new Answer.Restoring<>("Folding.");

        for (var url : Map.of(
                        "/health/ready",
                        "/health/ready",
                        "/health/started",
                        "/health/started",
                        "/v1/default/events/a",
                        "/v1/{namespace}/events/{path}")
                .entrySet()) {
            HttpResponse<String> answer = server.get(url.getKey());
            assertThat(answer.statusCode()).isEqualTo(503);
            api.check("get", url.getValue(), answer);
        }
        assertThat(server.get("/health/live").statusCode()).isEqualTo(200);
    }

    @Test
    void shouldStayStartedOnceItHasServed() {
        assertThat(server.get("/health/started").statusCode()).isEqualTo(200);

        namespace.readiness = new Readiness(Readiness.State.FAILED, "It broke.");

        assertThat(server.get("/health/started").statusCode()).isEqualTo(200);
        assertThat(server.get("/health/ready").body()).contains("It broke.");
    }
}
