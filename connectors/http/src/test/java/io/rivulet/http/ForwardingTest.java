package io.rivulet.http;

import static io.rivulet.http.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.rivulet.api.EventInput;
import io.rivulet.api.StreamPath;
import io.rivulet.engine.append.AppendResult;
import io.rivulet.engine.append.AppendResult.Written;
import io.rivulet.engine.cluster.Address;
import io.rivulet.engine.cluster.PartitionState;
import io.rivulet.engine.cluster.PartitionStatus;
import io.rivulet.engine.query.Answer;
import io.rivulet.engine.query.Settled;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two nodes over real sockets; the namespaces behind them are told who owns the one partition. */
@Timeout(60)
class ForwardingTest {

    private static final String EVENTS = "/v1/default/events/a";
    private static final String EVENT = "{\"type\":\"t\",\"payload\":1}";

    private final FakeNamespace owned = new FakeNamespace();
    private final FakeNamespace elsewhere = new FakeNamespace();
    private final TestServer owner = new TestServer(owned);
    private final TestServer node = new TestServer(elsewhere, HttpSettings.ROUTING_PATIENCE, "2000");

    @BeforeEach
    void moveToTheOwner() {
        elsewhere.isHere = false;
        elsewhere.owner = addressOf(owner);
    }

    @AfterEach
    void close() {
        node.close();
        owner.close();
    }

    @Test
    void shouldAskWhoMayBeTheNextOwnerWhileNoneIsKnown() {
        // Given
        owner.post(EVENTS, EVENT);
        elsewhere.owner = null;
        elsewhere.standBys = List.of(addressOf(node), addressOf(owner));

        // When
        HttpResponse<String> read = node.get(EVENTS);

        // Then
        assertThat(read.statusCode()).isEqualTo(200);
        assertThat(read.body()).isEqualTo(owner.get(EVENTS).body());
    }

    @Test
    void shouldBringReadsToTheOwner() {
        owner.post(EVENTS, EVENT);

        for (String url : List.of(EVENTS, "/v1/default/mirror/a", "/v1/default/feed/a", "/v1/default/state/a")) {
            HttpResponse<String> direct = owner.get(url + "?minOffset=0");
            HttpResponse<String> forwarded = node.get(url + "?minOffset=0");

            assertThat(forwarded.statusCode()).isEqualTo(200);
            assertThat(forwarded.body()).isEqualTo(direct.body());
            assertThat(forwarded.headers().firstValue("Rivulet-Node"))
                    .isEqualTo(direct.headers().firstValue("Rivulet-Node"))
                    .isPresent();
            assertThat(forwarded.headers().firstValue("Rivulet-Applied-Offset")).contains("0");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/a%20b",
                "/100%25/x.y:z",
                "/%C5%BE/%F0%9F%8D%B5",
                "/a+b&c=d;e",
                "/a/./b//../c/",
                "/'(!)*~$@",
                "/a|b\"c",
                ""
            })
    void shouldBringEveryPathToTheOwnerAsItIs(String path) {
        HttpResponse<String> appended = append(node, path);
        String read = owner.raw("GET /v1/default/state" + path + " HTTP/1.0\r\n\r\n");

        assertThat(appended.statusCode()).isEqualTo(201);
        assertThat(read).startsWith("HTTP/1.1 200");
        assertThat(node.raw("GET /v1/default/events" + path + "?types=a|b,t&limit=1 HTTP/1.0\r\n\r\n"))
                .contains("\"type\":\"t\"");
    }

    private static HttpResponse<String> append(TestServer server, String path) {
        String encoded = path.replace("|", "%7C").replace("\"", "%22");
        return server.post("/v1/default/events" + encoded, EVENT);
    }

    @Test
    void shouldTellTheVerdictOnEachLineToWhoAsksForIt() {
        HttpResponse<String> imported = node.send(node.request("/v1/default/import?verdicts=true")
                .header("Content-Type", "application/x-ndjson")
                .POST(BodyPublishers.ofString("{\"path\":\"/a\",\"type\":\"t\"}\nno event\n")));

        assertThat(imported.body())
                .contains("{\"line\":1,\"verdict\":\"accepted\"}\n")
                .contains("{\"line\":2,\"problem\":{\"type\":\"/problems/invalid-json\"");
    }

    @Test
    void shouldTakeNoIdOfAnAppendButThatOfANode() {
        HttpResponse<String> appended = owner.send(owner.request(EVENTS)
                .header("Content-Type", "application/json")
                .header("Rivulet-Append-Id", "mine")
                .POST(BodyPublishers.ofString(EVENT)));

        HttpServerTest.assertProblem(appended, 400, "invalid-parameter");
    }

    @Test
    void shouldBringBackWhatTheOwnerRefuses() {
        HttpServerTest.assertProblem(node.get("/v1/default/state/none"), 404, "unknown-stream");
        HttpServerTest.assertProblem(node.get(EVENTS + "?limit=none"), 400, "invalid-parameter");
        HttpServerTest.assertProblem(
                node.post(EVENTS, "{\"type\":\"t\",\"expectedOffset\":7}"), 412, "expected-offset");
    }

    @Test
    void shouldGiveKeysToEventsThatItSendsOn() {
        HttpResponse<String> appended =
                node.post(EVENTS, "[" + EVENT + ",{\"type\":\"u\",\"idempotencyKey\":\"own\"}]");

        assertThat(appended.statusCode()).isEqualTo(201);
        List<EventInput> events = owned.inputs(new StreamPath("/a"));
        assertThat(events)
                .extracting(EventInput::idempotencyKey)
                .satisfiesExactly(
                        made -> assertThat(made).startsWith("rivulet/").endsWith("/0"),
                        own -> assertThat(own).isEqualTo("own"));
    }

    @Test
    void shouldBringEachOfManyAppendsItsOwnAnswer() {
        List<CompletableFuture<HttpResponse<String>>> appends = IntStream.range(0, 300)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> node.post(EVENTS + "/" + i, EVENT)))
                .toList();

        for (int i = 0; i < appends.size(); i++) {
            HttpResponse<String> answer = appends.get(i).join();
            assertThat(answer.statusCode()).isEqualTo(201);
            assertThat(answer.headers().firstValue("Rivulet-Node"))
                    .contains(addressOf(owner).toString());
            long offset = json(answer).at("/events/0/offset").asLong();
            assertThat(json(owner.get(EVENTS + "/" + i)).at("/events/0/offset").asLong())
                    .isEqualTo(offset);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 70_000, 1_000_000})
    void shouldSendLinesOnWhateverTheirSize(int bytes) {
        String event = "{\"type\":\"t\",\"payload\":\"" + "x".repeat(bytes / 2) + "\"}\n";

        HttpResponse<String> appended = node.send(node.request(EVENTS)
                .header("Content-Type", "application/x-ndjson")
                .POST(BodyPublishers.ofString(event + event)));

        assertThat(appended.statusCode()).isEqualTo(201);
        assertThat(json(appended).get("events")).hasSize(2);
        assertThat(owned.inputs(new StreamPath("/a"))).hasSize(2);
    }

    @Test
    void shouldBringBackWhenToTryAgain() {
        owned.scripted.add(new AppendResult.Throttled(Duration.ofSeconds(7)));

        HttpResponse<String> throttled = node.post(EVENTS, EVENT);

        HttpServerTest.assertProblem(throttled, 429, "throttled");
        assertThat(throttled.headers().firstValue("Retry-After")).contains("7");
        assertThat(throttled.headers().firstValue("Cache-Control")).contains("no-store");
    }

    @Test
    void shouldLetNoAppendWaitForTheVerdictOfAnother() {
        // Given
        CompletableFuture<Void> verdicts = new CompletableFuture<>();
        owned.verdicts = verdicts;
        CompletableFuture<HttpResponse<String>> first = CompletableFuture.supplyAsync(() -> node.post(EVENTS, EVENT));
        owned.awaitAppends(1);
        owned.verdicts = CompletableFuture.completedFuture(null);

        // When
        HttpResponse<String> second = node.post(EVENTS + "/b", EVENT);

        // Then
        assertThat(second.statusCode()).isEqualTo(201);
        assertThat(first).isNotDone();
        verdicts.complete(null);
        assertThat(first.join().statusCode()).isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 5, 20, 100, 500})
    void shouldAnswerTheAppendsOfOthersBeforeItCloses(long afterMillis) throws InterruptedException {
        // Given
        CompletableFuture<Void> verdicts = new CompletableFuture<>();
        owned.verdicts = verdicts;
        CompletableFuture<HttpResponse<String>> append = CompletableFuture.supplyAsync(() -> node.post(EVENTS, EVENT));
        owned.awaitAppends(1);

        // When
        CompletableFuture<Void> closing = CompletableFuture.runAsync(owner::close);
        Thread.sleep(afterMillis);
        assertThat(append).isNotDone();
        verdicts.complete(null);

        // Then
        assertThat(append.join().statusCode()).isEqualTo(201);
        assertThat(owned.inputs(new StreamPath("/a"))).hasSize(1);
        closing.join();
    }

    @Test
    void shouldOpenAnotherChannelWhenTheOwnerIsAnotherProcess() {
        node.post(EVENTS, EVENT);
        owner.close();

        try (TestServer next = new TestServer(owned)) {
            elsewhere.owner = addressOf(next);

            assertThat(node.post(EVENTS, EVENT).statusCode()).isEqualTo(201);
        }
        assertThat(owned.inputs(new StreamPath("/a"))).hasSize(2);
    }

    @Test
    void shouldGiveUpAnOwnerThatIsSilentOnceAnotherOneIsKnown() {
        // Given
        owned.verdicts = new CompletableFuture<>();
        CompletableFuture<HttpResponse<String>> append = CompletableFuture.supplyAsync(() -> node.post(EVENTS, EVENT));
        owned.awaitAppends(1);

        // When
        FakeNamespace nextOwned = new FakeNamespace();
        try (TestServer next = new TestServer(nextOwned)) {
            elsewhere.owner = addressOf(next);

            // Then
            assertThat(append.join().statusCode()).isEqualTo(201);
        }
        assertThat(nextOwned.inputs(new StreamPath("/a")))
                .extracting(EventInput::idempotencyKey)
                .isEqualTo(owned.inputs(new StreamPath("/a")).stream()
                        .map(EventInput::idempotencyKey)
                        .toList());
    }

    @Test
    void shouldTakeNothingButFramesOnAChannel() {
        HttpResponse<String> json = owner.post("/v1/default/appends", EVENT);

        HttpServerTest.assertProblem(json, 415, "unsupported-media-type");
        assertThat(
                        owner.raw(
                                "POST /v1/default/appends HTTP/1.1\r\nHost: localhost\r\n"
                                        + "Connection: close\r\nContent-Type: application/vnd.rivulet.appends\r\nContent-Length: 14\r\n\r\nGET / HTTP/1.1"))
                .startsWith("HTTP/1.1 400")
                .contains("malformed-request");
        assertThat(owned.inputs(new StreamPath("/a"))).isEmpty();
    }

    /** What repeats a try of its own is no duplicate to the client. */
    @Test
    void shouldRepeatWhatTheOwnerCouldNotAnswerAndAppendItOnce() {
        owned.loseAnswers(2);

        HttpResponse<String> appended = node.post(EVENTS, EVENT);

        assertThat(appended.statusCode()).isEqualTo(201);
        assertThat(appended.body()).doesNotContain("duplicate");
        assertThat(owned.inputs(new StreamPath("/a"))).hasSize(1);
    }

    @Test
    void shouldLookAgainWhileThePartitionMoves() {
        owned.isHere = false;
        CompletableFuture<HttpResponse<String>> read = CompletableFuture.supplyAsync(() -> node.post(EVENTS, EVENT));
        owned.awaitLooks(3);

        owned.isHere = true;

        assertThat(read.join().statusCode()).isEqualTo(201);
    }

    @Test
    void shouldFindAPartitionThatComesHere() {
        elsewhere.owner = null;
        CompletableFuture<HttpResponse<String>> append = CompletableFuture.supplyAsync(() -> node.post(EVENTS, EVENT));
        elsewhere.awaitLooks(3);

        elsewhere.isHere = true;

        assertThat(append.join().statusCode()).isEqualTo(201);
        assertThat(elsewhere.inputs(new StreamPath("/a")))
                .singleElement()
                .satisfies(event -> assertThat(event.idempotencyKey()).isNull());
    }

    @Test
    void shouldSayThatNobodyServesAStreamAfterAWhile() {
        elsewhere.owner = null;

        HttpResponse<String> read = node.get(EVENTS);

        HttpServerTest.assertProblem(read, 503, "moved");
        assertThat(read.headers().firstValue("Retry-After")).contains("1");
    }

    @Test
    void shouldSayThatTheOwnerDoesNotAnswerAfterAWhile() {
        owner.close();

        HttpServerTest.assertProblem(node.get(EVENTS), 503, "moved");
    }

    @Test
    void shouldSendARequestOnOnceAtTheMost() {
        owned.isHere = false;
        owned.owner = addressOf(node);

        HttpServerTest.assertProblem(node.get(EVENTS), 503, "moved");
    }

    @Test
    void shouldSayHowLongARestoreTakesWhenItIsLong() {
        elsewhere.owner = null;
        elsewhere.status = List.of(new PartitionStatus(
                0, true, PartitionState.RESTORING, 10, new PartitionStatus.Restore(0, 1000, 100, 10)));

        HttpResponse<String> read = node.get(EVENTS);

        HttpServerTest.assertProblem(read, 503, "restoring");
        assertThat(read.headers().firstValue("Retry-After")).contains("60");
    }

    @Test
    void shouldNotWaitForAnOffsetForEver() {
        owner.post(EVENTS, EVENT);

        HttpServerTest.assertProblem(node.get(EVENTS + "?minOffset=7"), 503, "deadline-exceeded");
    }

    @Test
    void shouldAnswerFromACopyOnlyWhereTheReaderDoesNotMind() {
        owner.post(EVENTS, EVENT);
        owner.post(EVENTS, EVENT);
        elsewhere
                .append(new StreamPath("/a"), List.of(EventInput.of("t", null)))
                .join();

        HttpResponse<String> stale = node.get(EVENTS + "?stale=ok");
        HttpResponse<String> newer = node.get(EVENTS + "?stale=ok&minOffset=1");
        HttpResponse<String> linearizable = node.get(EVENTS + "?stale=ok&consistency=linearizable");

        assertThat(stale.headers().firstValue("Rivulet-Records-Behind")).contains("3");
        assertThat(json(stale).get("events")).hasSize(1);
        assertThat(json(newer).get("events")).hasSize(2);
        assertThat(json(linearizable).get("events")).hasSize(2);
    }

    @Test
    void shouldAskACopyWhenTheOwnerDoesNotAnswer() {
        owned.isHere = false;
        owned.append(new StreamPath("/a"), List.of(EventInput.of("t", null))).join();
        FakeNamespace third = new FakeNamespace();
        third.isHere = false;
        third.owner = new Address("127.0.0.1", 1);
        third.standBys = List.of(addressOf(owner));
        third.copied = -2;

        try (TestServer asked = new TestServer(third, HttpSettings.ROUTING_PATIENCE, "2000")) {
            HttpResponse<String> stale = asked.get(EVENTS + "?stale=ok");

            assertThat(stale.statusCode()).isEqualTo(200);
            assertThat(stale.headers().firstValue("Rivulet-Records-Behind")).contains("3");
            HttpServerTest.assertProblem(asked.get(EVENTS), 503, "moved");
        }
    }

    @Test
    void shouldAskTheNextOwnerWhatBecameOfAnAppend() {
        elsewhere.isHere = true;
        AppendResult.Appended outcome =
                (AppendResult.Appended) owned.append(new StreamPath("/a"), List.of(EventInput.of("t", null)))
                        .join();
        owned.settled = new Settled(outcome);
        elsewhere.scripted.add(new AppendResult.Unsettled(List.of(new Written(0, null))));
        elsewhere.outcome = new Answer.Moved<>("gone");

        HttpResponse<String> appended = node.post(EVENTS, EVENT);

        assertThat(appended.statusCode()).isEqualTo(201);
        assertThat(json(appended).at("/events/0/offset").asLong()).isZero();
    }

    @Test
    void shouldAppendAgainWhatTheNextOwnerRefused() {
        elsewhere.isHere = true;
        owned.settled = new Settled(null);
        elsewhere.scripted.add(new AppendResult.Unsettled(List.of(new Written(0, null))));
        elsewhere.outcome = new Answer.Moved<>("gone");

        assertThat(node.post(EVENTS, EVENT).statusCode()).isEqualTo(201);
        assertThat(elsewhere.inputs(new StreamPath("/a"))).hasSize(1);
    }

    @Test
    void shouldSplitAnImportByOwner() {
        String lines =
                """
                {"path":"/a","type":"t"}
                {"path":"/a","type":"u","idempotencyKey":"k"}
                no event
                {"path":"/a","type":"v","expectedOffset":99}
                {"path":"/a","type":"w","idempotencyKey":"k"}
                """;

        HttpResponse<String> imported = node.send(node.request("/v1/default/import")
                .header("Content-Type", "application/x-ndjson")
                .POST(BodyPublishers.ofString(lines)));

        String last = imported.body().lines().reduce((first, second) -> second).orElseThrow();
        assertThat(json(last).get("accepted").asLong()).isEqualTo(2);
        assertThat(json(last).get("duplicates").asLong()).isEqualTo(1);
        assertThat(json(last).get("refused").asLong()).isEqualTo(2);
        assertThat(imported.body()).contains("/problems/expected-offset").contains("\"line\":4");
        assertThat(owned.inputs(new StreamPath("/a")))
                .extracting(EventInput::type)
                .containsExactly("t", "u");
    }

    @Test
    void shouldGoOnWithAnImportWhenThePartitionComesHere() {
        owner.close();
        CompletableFuture<HttpResponse<String>> imported =
                CompletableFuture.supplyAsync(() -> node.send(node.request("/v1/default/import")
                        .header("Content-Type", "application/x-ndjson")
                        .timeout(Duration.ofSeconds(30))
                        .POST(BodyPublishers.ofString(
                                "{\"path\":\"/a\",\"type\":\"t\"}\n{\"path\":\"/a\",\"type\":\"u\"}\n"))));
        elsewhere.awaitLooks(4);

        elsewhere.isHere = true;

        assertThat(imported.join().body()).contains("\"accepted\":2").contains("\"done\":true");
        assertThat(elsewhere.inputs(new StreamPath("/a")))
                .extracting(EventInput::type)
                .containsExactly("t", "u");
    }

    @Test
    void shouldFollowATailAtTheOwner() throws Exception {
        owner.post(EVENTS, EVENT);

        try (SseClient tail = new SseClient(node.server.port(), EVENTS + "?after=-1", null)) {
            assertThat(tail.head()).contains("200").contains("text/event-stream");
            SseClient.Frame batch = Objects.requireNonNull(tail.next());
            assertThat(batch.json().get("events")).hasSize(1);

            owner.close();
            SseClient.Frame last = Objects.requireNonNull(tail.next());
            assertThat(last.data()).contains("reconnect");
            assertThat(tail.next()).isNull();
        }
        assertThat(owned.sinks).isEmpty();
    }

    /** The owner goes on, and has no subscriber left. */
    @Test
    void shouldAskTheFollowerOfATailAtTheOwnerToComeBackWhenItCloses() throws Exception {
        owner.post(EVENTS, EVENT);

        try (SseClient tail = new SseClient(node.server.port(), EVENTS + "?after=-1", null)) {
            assertThat(tail.head()).contains("200");
            assertThat(Objects.requireNonNull(tail.next()).json().get("events")).hasSize(1);

            CompletableFuture<Void> closing = CompletableFuture.runAsync(node::close);
            SseClient.Frame last = Objects.requireNonNull(tail.next());
            assertThat(last.data()).contains("reconnect").contains("closing");
            assertThat(tail.next()).isNull();
            closing.join();
        }
        owned.whenNoSinks().join();
    }

    @Test
    void shouldListTheStreamsOfAllOwners() {
        owner.post(EVENTS, EVENT);

        assertThat(node.get("/v1/default/streams").body())
                .isEqualTo(owner.get("/v1/default/streams").body());
        assertThat(node.get("/v1/default/quarantine").body())
                .isEqualTo(owner.get("/v1/default/quarantine").body());
        assertThat(node.get("/v1/default/digests").body())
                .isEqualTo(owner.get("/v1/default/digests").body());
    }

    @Test
    void shouldShowEveryNodeAndWhichDoNotAnswer() {
        assertThat(json(node.get("/v1/cluster")).get("nodes")).hasSize(2);

        owner.close();

        assertThat(json(node.get("/v1/cluster")).findValuesAsText("state")).contains("unreachable");
    }

    private static Address addressOf(TestServer server) {
        return new Address("127.0.0.1", server.server.port());
    }
}
