package io.rivulet.http;

import static io.rivulet.http.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.rivulet.api.Refusal;
import io.rivulet.engine.append.AppendResult;
import io.rivulet.engine.query.Answer;
import io.rivulet.http.problem.ProblemType;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each type of problem is answered over a socket, and the page that it refers to explains it. */
class ProblemsTest {

    private static final Path REFERENCE = Path.of("../../docs/reference");
    private static final String EVENTS = "/v1/default/events/a";
    private static final String LIVE = "/v1/default/live";
    private static final String EVENT = "{\"type\":\"t\"}";

    private final FakeNamespace namespace = new FakeNamespace();
    private final TestServer server =
            new TestServer(namespace, HttpSettings.MAX_BODY_BYTES, "300000", HttpSettings.ROUTING_PATIENCE, "50");
    private final Map<ProblemType, Supplier<String>> producers = new EnumMap<>(ProblemType.class);

    ProblemsTest() {
        producers.put(ProblemType.MALFORMED_REQUEST, () -> server.raw("GET / HTTP/1.1\r\nHost: a b\r\n\r\n"));
        producers.put(ProblemType.INVALID_PATH, () -> get("/v1/default/events/.."));
        producers.put(ProblemType.INVALID_PARAMETER, () -> get(EVENTS + "?limit=0"));
        producers.put(ProblemType.INVALID_JSON, () -> post("{"));
        producers.put(ProblemType.INVALID_EVENT, () -> post("{}"));
        producers.put(ProblemType.BATCH_TOO_LARGE, () -> post("[" + (EVENT + ",").repeat(10_000) + EVENT + "]"));
        producers.put(ProblemType.UNKNOWN_ROUTE, () -> get("/v2"));
        producers.put(ProblemType.UNKNOWN_NAMESPACE, () -> get("/v1/other/events/a"));
        producers.put(ProblemType.UNKNOWN_STREAM, () -> get("/v1/default/events/none"));
        producers.put(ProblemType.UNKNOWN_EVENT, () -> get("/v1/default/event/a?offset=99"));
        producers.put(ProblemType.UNKNOWN_RECORD, () -> get("/v1/default/quarantine/0/99"));
        producers.put(ProblemType.METHOD_NOT_ALLOWED, () -> text(server.post("/v1/default/state/a", EVENT)));
        producers.put(
                ProblemType.NOT_ACCEPTABLE,
                () -> text(server.send(server.request(EVENTS).header("Accept", "image/png"))));
        producers.put(ProblemType.REQUEST_TIMEOUT, ProblemsTest::half);
        for (Refusal.Reason reason : Refusal.Reason.values()) {
            ProblemType.bySlug(reason.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                    .ifPresent(type -> producers.putIfAbsent(type, () -> refused(reason)));
        }
        producers.put(ProblemType.STALE_INCARNATION, () -> get(EVENTS + "?incarnation=0"));
        producers.put(ProblemType.BODY_TOO_LARGE, () -> post(" ".repeat(300_001)));
        producers.put(ProblemType.EVENT_TOO_LARGE, () -> told(new AppendResult.TooLarge(9, 8)));
        producers.put(
                ProblemType.UNSUPPORTED_MEDIA_TYPE,
                () -> text(server.send(server.request(EVENTS).POST(BodyPublishers.ofString(EVENT)))));
        producers.put(
                ProblemType.UNSUPPORTED_ENCODING,
                () -> text(server.send(server.request(EVENTS)
                        .header("Content-Type", "application/json")
                        .header("Content-Encoding", "br")
                        .POST(BodyPublishers.ofString(EVENT)))));
        producers.put(
                ProblemType.UNKNOWN_HOST,
                () -> server.raw("GET / HTTP/1.1\r\nHost: evil.example.com\r\nConnection: close\r\n\r\n"));
        producers.put(ProblemType.INVALID_MESSAGE, this::misspoken);
        producers.put(
                ProblemType.FORBIDDEN_ORIGIN,
                () -> text(server.send(server.request(LIVE).header("Origin", "http://evil.example.com"))));
        producers.put(ProblemType.UPGRADE_REQUIRED, () -> get(LIVE));
        producers.put(ProblemType.THROTTLED, () -> told(new AppendResult.Throttled(Duration.ofSeconds(1))));
        producers.put(ProblemType.INTERNAL_ERROR, this::broken);
        producers.put(ProblemType.CLOSING, this::closing);
        producers.put(ProblemType.UNAVAILABLE, () -> told(new AppendResult.Unavailable("late", Duration.ofSeconds(1))));
        producers.put(ProblemType.MOVED, () -> answered(new Answer.Moved<>("Elsewhere.")));
        producers.put(ProblemType.RESTORING, () -> answered(new Answer.Restoring<>("Folding.")));
        producers.put(ProblemType.DEADLINE_EXCEEDED, () -> get(EVENTS + "?minOffset=99"));
    }

    @AfterEach
    void close() {
        server.close();
    }

    @ParameterizedTest
    @EnumSource(ProblemType.class)
    void shouldBeAnsweredAndExplained(ProblemType type) {
        server.post(EVENTS, EVENT);

        String answer = producers.get(type).get();

        assertThat(answer).contains("\"type\":\"" + type.reference() + "\"");
        assertThat(answer).contains("\"status\":" + type.status());
    }

    /** What the log refuses has the name under which the reference of events explains it. */
    @ParameterizedTest
    @EnumSource(Refusal.Reason.class)
    void shouldBeAnsweredForEachRefusal(Refusal.Reason reason) throws IOException {
        String answer = refused(reason);

        ProblemType type = ProblemType.bySlug(reason.label()).orElseThrow();
        assertThat(answer).contains("\"type\":\"/problems/" + reason.label() + "\"", "\"currentOffset\":7");
        assertThat(Files.readAllLines(REFERENCE.resolve("events.md")))
                .as("the line of %s in the table of refusals", reason.label())
                .anyMatch(line ->
                        line.startsWith("| `" + reason.label() + "` |") && line.endsWith("| " + type.status() + " |"));
    }

    @ParameterizedTest
    @EnumSource(ProblemType.class)
    void shouldBeInTheReferenceOfHttp(ProblemType type) throws IOException {
        assertThat(Files.readAllLines(REFERENCE.resolve("http.md")))
                .filteredOn(line -> line.startsWith("| " + type.status() + " |"))
                .as("lines of status %d", type.status())
                .anyMatch(line -> line.contains("`" + type.slug() + "`"));
    }

    @Test
    void shouldBeExplainedOnAPageOfItsOwn() {
        String all = server.get("/problems/").body();

        for (ProblemType type : ProblemType.values()) {
            HttpResponse<String> page = server.get(type.reference());
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body())
                    .contains(type.title(), "What has happened: ", type.happened(), "What to do: ", type.remedy());
            assertThat(all).contains(page.body());
        }
        assertThat(json(server.get("/problems/none")).get("type").asText()).isEqualTo("/problems/unknown-route");
    }

    private String get(String path) {
        return text(server.get(path));
    }

    private String post(String body) {
        return text(server.post(EVENTS, body));
    }

    private static String text(HttpResponse<String> answer) {
        return answer.body();
    }

    private String told(AppendResult result) {
        namespace.scripted.add(result);
        return post(EVENT);
    }

    private String refused(Refusal.Reason reason) {
        return told(new AppendResult.Refused(new Refusal(reason, "No.", 7)));
    }

    private String answered(Answer<?> answer) {
        namespace.answer = answer;
        return get(EVENTS);
    }

    /** A body that never comes whole, on a server that does not wait for long. */
    private static String half() {
        try (TestServer hasty = new TestServer(new FakeNamespace(), HttpSettings.IDLE_TIMEOUT, "300")) {
            return hasty.raw("POST " + EVENTS + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + "Content-Length: 12\r\n\r\n{");
        }
    }

    /** An answer of a kind that nobody expects. */
    private String broken() {
        namespace.answer = new Answer.Found<>("no page", 0);
        return get(EVENTS);
    }

    private String misspoken() {
        try (LiveClient client = new LiveClient(server)) {
            return client.say("{'id':'1','op':'dance'}").next().toString();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private String closing() {
        server.server.drain();
        return text(server.send(server.request(EVENTS).header("Accept", "text/event-stream")));
    }
}
