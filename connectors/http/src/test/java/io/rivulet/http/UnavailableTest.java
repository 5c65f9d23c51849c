package io.rivulet.http;

import static io.rivulet.http.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.rivulet.engine.append.AppendResult;
import io.rivulet.engine.cluster.PartitionState;
import io.rivulet.engine.cluster.PartitionStatus;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each problem of 503: it says when to come back, and has a page that explains it. */
class UnavailableTest {

    private static final String EVENTS = "/v1/default/events/a";
    private static final String EVENT = "{\"type\":\"t\"}";

    private final FakeNamespace namespace = new FakeNamespace();
    private final TestServer server = new TestServer(namespace, HttpSettings.ROUTING_PATIENCE, "100");

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void shouldSayMovedWhileNobodyIsKnownToOwnThePartition() {
        namespace.isHere = false;

        assertProblem(server.get(EVENTS), "moved", 1);
    }

    @Test
    void shouldSayRestoringAndHowLongItTakes() {
        namespace.isHere = false;
        namespace.status = List.of(new PartitionStatus(
                0, true, PartitionState.RESTORING, 999, new PartitionStatus.Restore(0, 8_000, 1_000, 1_000)));

        assertProblem(server.get(EVENTS), "restoring", 7);
    }

    @Test
    void shouldSayDeadlineExceededWhenTheLogIsNotFoldedThatFar() {
        server.post(EVENTS, EVENT);

        assertProblem(server.get(EVENTS + "?minOffset=99"), "deadline-exceeded", 1);
    }

    @Test
    void shouldSayUnavailableWhenTheOutcomeIsUnknown() {
        namespace.scripted.add(new AppendResult.Unavailable("Nobody knows.", Duration.ofSeconds(1)));

        assertProblem(server.post(EVENTS, EVENT), "unavailable", 1);
    }

    @Test
    void shouldSayClosingToNewTailsOnceItDrains() {
        server.post(EVENTS, EVENT);

        server.server.drain();

        assertProblem(server.send(server.request(EVENTS).header("Accept", "text/event-stream")), "closing", 1);
        assertThat(server.get(EVENTS).statusCode()).as("others are served").isEqualTo(200);
    }

    private void assertProblem(HttpResponse<String> answer, String slug, int retryAfter) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.headers().firstValue("Retry-After")).contains(String.valueOf(retryAfter));
        JsonNode problem = json(answer);
        assertThat(problem.get("type").asText()).isEqualTo("/problems/" + slug);
        assertThat(problem.get("status").asInt()).isEqualTo(503);
        assertThat(problem.get("detail").asText()).isNotEmpty();
        HttpResponse<String> page = server.get("/problems/" + slug);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains(problem.get("title").asText());
    }
}
