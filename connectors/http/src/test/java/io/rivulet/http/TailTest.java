package io.rivulet.http;

import static io.rivulet.http.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.rivulet.engine.fold.MirrorRow;
import io.rivulet.engine.query.Answer;
import io.rivulet.engine.tail.Ending;
import io.rivulet.engine.tail.Subscription;
import io.rivulet.engine.tail.TailBatch;
import io.rivulet.engine.tail.TailSink;
import io.rivulet.http.SseClient.Frame;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What tails do when the node is moved, reset or closed, or the client slow; the rest is tested with a real node. */
@Timeout(60)
class TailTest {

    private static final String URL = "/v1/default/events/a";

    private final FakeNamespace namespace = new FakeNamespace();
    private final TestServer server = new TestServer(namespace, HttpSettings.HEARTBEAT_INTERVAL, "100");

    @AfterEach
    void close() {
        server.close();
    }

    /** SUB-16. */
    @Test
    void shouldSendAnEmptyBatchAtOnceWithAnIdToResumeAfter() throws IOException {
        server.post(URL, "{\"type\":\"t\"}");

        try (SseClient tail = open("", null)) {
            Frame first = tail.next();

            assertThat(first).isEqualTo(batch("0", "{\"incarnation\":\"1\",\"events\":[],\"maxOffset\":0}"));
        }
    }

    /** A client that is further than that does not believe this node, neither about a stream nor about its absence. */
    @Test
    void shouldTellHowFarTheNodeIs() throws IOException {
        server.post(URL, "[{\"type\":\"t\"},{\"type\":\"t\"}]");

        try (SseClient tail = new SseClient(server.server.port(), URL, null);
                SseClient absent = new SseClient(server.server.port(), URL + "/absent", null)) {
            assertThat(tail.head()).contains("Rivulet-Applied-Offset: ");
            assertThat(absent.head()).contains("200").contains("Rivulet-Applied-Offset: ");
        }
    }

    @Test
    void shouldSendEventsOnOneLineWhateverThePayload() throws IOException {
        server.post(URL, "{\"type\":\"t\",\"payload\":{\n  \"x\": [\r\n1]\n}}");

        try (SseClient tail = open("?after=-1", null)) {
            assertThat(Objects.requireNonNull(tail.next()).data())
                    .isEqualTo(
                            "{\"incarnation\":\"1\",\"events\":[{\"offset\":0,\"index\":0,\"type\":\"t\","
                                    + "\"createdAt\":\"2026-01-01T00:00:00.000Z\",\"payload\":{   \"x\": [  1] }}],\"maxOffset\":0}");
        }
    }

    /** A browser that comes back sends the URL that it was opened with, and the header. */
    @ParameterizedTest
    @CsvSource({"?after=-1, , 3", "?after=0, , 2", "?after=-1, 1, 1", "?after=2, -1, 3", "?types=u&after=-1, , 1"})
    void shouldBeginWhereItIsTold(String query, String lastEventId, int events) throws IOException {
        server.post(URL, "[{\"type\":\"t\"},{\"type\":\"u\"},{\"type\":\"t\"}]");

        try (SseClient tail = open(query, lastEventId)) {
            assertThat(Objects.requireNonNull(tail.next()).json().get("events")).hasSize(events);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "?after=x,",
        "?after=-2,",
        "?limit=1,",
        "'', x",
        "'', -2",
        "?events=true,",
        "?state=no,",
        "?key=%20,",
        "?subscriber=x,",
        "?subscriber=[],",
        "?subscriber={}{},"
    })
    void shouldRefuseAWrongBeginning(String query, String lastEventId) throws IOException {
        try (SseClient tail = new SseClient(server.server.port(), URL + query, lastEventId)) {
            assertThat(tail.head()).contains("400").contains("application/problem+json");
        }
    }

    @Test
    void shouldAnswer503WhileTheStreamIsNotServed() throws IOException {
        namespace.answer = new Answer.Restoring<>("Folding.");

        try (SseClient tail = new SseClient(server.server.port(), URL, null)) {
            assertThat(tail.head()).contains("503").contains("Retry-After: 1");
        }
        namespace.answer = new Answer.Moved<>("Another node owns it.");
        HttpResponse<String> page = server.get(URL);
        assertThat(page.statusCode()).isEqualTo(503);
        assertThat(json(page).get("type").asText()).isEqualTo("/problems/moved");
    }

    @Test
    void shouldTellAResetBeforeTheFirstBatchOfTheNewIncarnation() throws IOException {
        server.post(URL, "{\"type\":\"t\"}");
        try (SseClient tail = open("", null)) {
            tail.next();

            var unused = sink().deliver(new TailBatch("9", true, List.of(), 12, 12, new byte[0]));

            assertThat(event(tail))
                    .isEqualTo(new Frame("control", null, "{\"action\":\"reset\",\"incarnation\":\"9\"}", null));
        }
    }

    @Test
    void shouldAskToComeBackWhenTheStreamMoves() throws IOException {
        server.post(URL, "{\"type\":\"t\"}");
        try (SseClient tail = open("", null)) {
            tail.next();

            sink().ended(Ending.MOVED, 0);

            assertThat(event(tail))
                    .isEqualTo(new Frame(
                            "control", null, "{\"action\":\"reconnect\",\"reason\":\"moved\",\"after\":0}", null));
            assertThat(tail.next()).isNull();
        }
    }

    /** SUB-3: coming back by itself would replace the other one in turn. */
    @Test
    void shouldNotAskToComeBackWhenTheKeyWasTaken() throws IOException {
        server.post(URL, "{\"type\":\"t\"}");
        try (SseClient tail = open("?key=k", null)) {
            tail.next();

            sink().ended(Ending.REPLACED, 0);

            assertThat(event(tail))
                    .isEqualTo(new Frame(
                            "control", null, "{\"action\":\"close\",\"reason\":\"replaced\",\"after\":0}", null));
            assertThat(tail.next()).isNull();
        }
    }

    /** SUB-14. */
    @Test
    void shouldHandOnWhatTheSubscriberAsksFor() throws IOException {
        server.post(URL, "{\"type\":\"t\"}");
        String query = "?key=%20k%20&after=3&types=t,u&state=true&subscriber=%7B%22label%22%3A%22browser%22%7D";

        open(query, null).close();
        open("?events=false", null).close();

        assertThat(namespace.subscriptions)
                .containsExactly(
                        new Subscription("k", 3, Set.of("t", "u"), true, true, "{\"label\":\"browser\"}"),
                        new Subscription(null, Subscription.LIVE, Set.of(), false, true, null));
    }

    /** SUB-15. */
    @Test
    void shouldSendTheStateThatABatchCarries() throws IOException {
        server.post(URL, "{\"type\":\"t\"}");
        try (SseClient tail = open("?events=false", null)) {
            tail.next();

            var unused = sink().deliver(new TailBatch(
                    "1", false, List.of(), 7, 7, "{\"paused\":true}".getBytes(StandardCharsets.UTF_8)));

            assertThat(event(tail))
                    .isEqualTo(batch(
                            "7", "{\"incarnation\":\"1\",\"events\":[],\"maxOffset\":7,\"state\":{\"paused\":true}}"));
        }
    }

    @Test
    void shouldAskToComeBackWhenTheServerCloses() throws IOException {
        server.post(URL, "{\"type\":\"t\"}");
        try (SseClient tail = open("", null)) {
            tail.next();

            server.close();

            assertThat(event(tail))
                    .isEqualTo(new Frame(
                            "control", null, "{\"action\":\"reconnect\",\"reason\":\"closing\",\"after\":0}", null));
            assertThat(tail.next()).isNull();
        }
        assertThat(namespace.sinks).isEmpty();
        assertThat(namespace.endings).containsExactly(Ending.CLOSING);
    }

    @Test
    void shouldTellTheHeadInHeartbeats() throws IOException {
        server.post(URL, "{\"type\":\"t\"}");
        try (SseClient tail = open("", null)) {
            tail.next();

            assertThat(tail.next()).isEqualTo(new Frame(null, null, null, "head 0"));
        }
    }

    @Test
    void shouldCloseTheTailOfAClientThatHasGone() throws Exception {
        server.post(URL, "{\"type\":\"t\"}");
        CompletableFuture<Void> closed = namespace.whenNoSinks();

        try (SseClient tail = open("", null)) {
            tail.next();
        }

        closed.get(20, TimeUnit.SECONDS);
        assertThat(namespace.endings).containsExactly(Ending.BROKEN);
    }

    /** A slow reader costs a cursor: its batch waits, and so does the node with the next one. */
    @Test
    void shouldNotTakeTheNextBatchBeforeTheSocketHasTakenTheLast() throws Exception {
        server.post(URL, "{\"type\":\"t\",\"payload\":\"" + "x".repeat(1 << 20) + "\"}");
        try (SseClient tail = open("", null)) {
            MirrorRow large = namespace.lastRow();

            CompletableFuture<Void> taken = sink().deliver(
                            new TailBatch("1", List.of(large, large, large, large, large, large, large, large), 0, 0))
                    .toCompletableFuture();

            assertThat(taken).isNotDone();
            while (!taken.isDone()) {
                tail.next();
            }
            assertThat(taken).isCompleted();
        }
    }

    /** What nobody takes waits in the node's cursor and not in the system's buffers, if the settings say so. */
    @Test
    void shouldLeaveNoMoreToTheSystemThanTheSettingsSay() throws Exception {
        FakeNamespace bounded = new FakeNamespace();
        try (TestServer small = new TestServer(bounded, HttpSettings.SEND_BUFFER, "65536")) {
            small.post(URL, "{\"type\":\"t\",\"payload\":\"" + "x".repeat(1 << 20) + "\"}");
            try (SseClient tail = new SseClient(small.server.port(), URL, null)) {
                tail.head();

                CompletableFuture<Void> taken = bounded.sinks
                        .get(0)
                        .deliver(new TailBatch("1", List.of(bounded.lastRow()), 0, 0))
                        .toCompletableFuture();

                assertThat(taken).isNotDone();
                while (!taken.isDone()) {
                    tail.next();
                }
            }
        }
    }

    private TailSink sink() {
        return namespace.sinks.get(0);
    }

    private SseClient open(String query, @Nullable String lastEventId) throws IOException {
        SseClient tail = new SseClient(server.server.port(), URL + query, lastEventId);
        assertThat(tail.head()).startsWith("HTTP/1.1 200").contains("Content-Type: text/event-stream");
        return tail;
    }

    private static Frame batch(String id, String data) {
        return new Frame("batch", id, data, null);
    }

    /** The next block that is no heartbeat. */
    private static Frame event(SseClient tail) throws IOException {
        Frame frame = tail.next();
        while (frame != null && frame.comment() != null) {
            frame = tail.next();
        }
        return Objects.requireNonNull(frame);
    }
}
