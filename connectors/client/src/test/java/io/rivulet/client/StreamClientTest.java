package io.rivulet.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rivulet.api.EventInput;
import io.rivulet.api.EventInput.Source;
import io.rivulet.api.Payload;
import io.rivulet.api.Refusal.Reason;
import io.rivulet.api.StreamPath;
import io.rivulet.client.ScriptedNode.Exchange;
import io.rivulet.client.model.AppendResult;
import io.rivulet.client.model.AppendResult.Appended;
import io.rivulet.client.model.AppendResult.AppendedEvent;
import io.rivulet.client.model.AppendResult.Refused;
import io.rivulet.client.model.ClientClosedException;
import io.rivulet.client.model.EventPage;
import io.rivulet.client.model.FeedPage;
import io.rivulet.client.model.ProblemException;
import io.rivulet.client.model.StreamEvent;
import io.rivulet.client.model.StreamPage.ListedStream;
import io.rivulet.client.model.StreamState;
import io.rivulet.client.model.UnavailableException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Calls over real sockets; the time is the test's. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class StreamClientTest {

    private static final String APPENDED =
            "{\"incarnation\":\"i\",\"events\":[{\"offset\":7,\"index\":0,\"type\":\"t\",\"createdAt\":\"2026-01-31T10:00:00.000Z\"}]}";
    private static final String DUPLICATE = APPENDED.replace(
            "\"createdAt\":\"2026-01-31T10:00:00.000Z\"",
            "\"createdAt\":\"2026-01-31T10:00:00.000Z\",\"duplicate\":true");

    private final ManualTicker ticker = new ManualTicker();
    private final ScriptedNode node = new ScriptedNode();
    private final ScriptedNode other = new ScriptedNode();
    private final RivuletClient client = client(node);

    @AfterEach
    void close() {
        client.close();
        node.close();
        other.close();
    }

    @Test
    void shouldAppendWhatIsGivenByteForByte() throws Exception {
        EventInput event =
                new EventInput("t\u00e4", Payload.json("{\"a\": 1.50}"), "{\"m\": 1}", new Source("s", "2"), "k", 41L);
        CompletableFuture<AppendResult> result = client.stream("/a b/\u00e4").appendAsync(event);

        Exchange exchange = node.take();
        assertThat(exchange.line()).isEqualTo("POST /v1/default/events/a%20b/%C3%A4");
        assertThat(exchange.header("Content-Type")).isEqualTo("application/json");
        assertThat(exchange.body())
                .isEqualTo(
                        "[{\"type\":\"t\u00e4\",\"payload\":{\"a\": 1.50},\"metadata\":{\"m\": 1},"
                                + "\"source\":{\"processor\":{\"slug\":\"s\",\"version\":\"2\"}},\"idempotencyKey\":\"k\",\"expectedOffset\":41}]");
        exchange.answer(201, APPENDED);
        Appended appended = result.join().orThrow();
        assertThat(appended.incarnation()).isEqualTo("i");
        assertThat(appended.last().offset()).isEqualTo(7);
        assertThat(appended.last().createdAt()).isEqualTo(Instant.parse("2026-01-31T10:00:00Z"));
    }

    /** What is repeated by the client itself is there once, and no duplicate to the caller. */
    @Test
    void shouldRepeatAnAppendWithTheKeyThatItMade() throws Exception {
        CompletableFuture<AppendResult> result = client.stream("/a").appendAsync(EventInput.of("t", null));

        Exchange first = node.take();
        first.cut();
        ticker.awaitAlarm(Duration.ofMillis(250));
        ticker.advance(Duration.ofMillis(250));
        Exchange second = node.take();
        second.answer(200, DUPLICATE);

        assertThat(first.body()).contains("\"idempotencyKey\":\"").isEqualTo(second.body());
        assertThat(result.join().orThrow().events())
                .extracting(AppendedEvent::isDuplicate)
                .containsExactly(false);
    }

    @Test
    void shouldTellWhichEventsTheStreamHadUnderTheCallersKey() throws Exception {
        CompletableFuture<AppendResult> result =
                client.stream("/a").appendAsync(EventInput.of("t", null).withIdempotencyKey("k"));
        node.take().answer(200, DUPLICATE);

        AppendedEvent event = result.join().orThrow().events().get(0);
        assertThat(event.isDuplicate()).isTrue();
        assertThat(event.event().json())
                .isEqualTo("{\"offset\":7,\"index\":0,\"type\":\"t\",\"createdAt\":\"2026-01-31T10:00:00.000Z\"}");
    }

    @Test
    void shouldAnswerARefusalAsAValue() throws Exception {
        CompletableFuture<AppendResult> result =
                client.stream("/a").appendAsync(EventInput.of("t", null).withExpectedOffset(3L));
        node.take()
                .answer(
                        412,
                        "{\"type\":\"/problems/expected-offset\",\"title\":\"T\",\"detail\":\"D\",\"currentOffset\":42}");

        assertThat(result.join()).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.refusal().reason()).isEqualTo(Reason.EXPECTED_OFFSET);
            assertThat(refused.refusal().currentOffset()).isEqualTo(42);
            assertThat(refused.refusal().detail()).isEqualTo("D");
        });
        assertThatThrownBy(() -> result.join().orThrow()).hasMessageContaining("EXPECTED_OFFSET");
    }

    @Test
    void shouldThrowAnyOtherProblem() throws Exception {
        CompletableFuture<AppendResult> result = client.stream("/a").appendAsync(EventInput.of("t", null));
        node.take().answer(404, "{\"type\":\"/problems/unknown-namespace\",\"title\":\"There is none\"}");

        assertThatThrownBy(result::join)
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().name()).isEqualTo("unknown-namespace"));
    }

    @Test
    void shouldSayWhatAnAnswerIsThatIsNoProblem() throws Exception {
        CompletableFuture<AppendResult> result = client.stream("/a").appendAsync(EventInput.of("t", null));
        node.take().answer(403, "<html>");

        assertThatThrownBy(result::join).hasMessageContaining("status 403 and is no problem");
    }

    /** The node knows best when it is worth coming back. */
    @Test
    void shouldComeBackWhenTheNodeSays() throws Exception {
        CompletableFuture<AppendResult> result = client.stream("/a").appendAsync(EventInput.of("t", null));
        node.take().answer(503, "{\"title\":\"Not now\"}", "Retry-After: 2");
        ticker.awaitAlarm(Duration.ofSeconds(2));
        ticker.advance(Duration.ofSeconds(2));
        node.take().answer(201, APPENDED);

        assertThat(result.join()).isInstanceOf(Appended.class);
    }

    @Test
    void shouldGiveUpWhenItsPatienceIsOver() throws Exception {
        CompletableFuture<AppendResult> result = client.stream("/a").appendAsync(EventInput.of("t", null));
        node.take().answer(503, "{\"title\":\"Not now\"}", "Retry-After: 60");
        ticker.awaitAlarm(Duration.ofSeconds(10));
        ticker.advance(Duration.ofSeconds(10));
        node.take().answer(503, "{\"title\":\"Not now\"}", "Retry-After: 60");

        assertThatThrownBy(result::join)
                .cause()
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("10000 ms")
                .hasMessageContaining("Not now");
    }

    @Test
    void shouldAskAnotherNodeWhenOneDoesNotAnswer() throws Exception {
        try (RivuletClient both = client(node, other)) {
            node.stop();
            CompletableFuture<AppendResult> result = both.stream("/a").appendAsync(EventInput.of("t", null));
            other.take().answer(201, APPENDED);
            assertThat(result.join()).isInstanceOf(Appended.class);

            CompletableFuture<AppendResult> next = both.stream("/a").appendAsync(EventInput.of("t", null));
            other.take().answer(503, "{}");
            ticker.awaitAlarm(Duration.ofMillis(250));
            assertThat(next).isNotDone();
        }
    }

    @Test
    void shouldAskTheOwnerOnceAnAnswerHasNamedIt() throws Exception {
        try (RivuletClient both = client(node, other)) {
            CompletableFuture<AppendResult> first = both.stream("/a").appendAsync(EventInput.of("t", null));
            node.take().answer(201, APPENDED, "Rivulet-Node: " + other.uri().getAuthority());
            first.join();

            CompletableFuture<AppendResult> second = both.stream("/a").appendAsync(EventInput.of("t", null));
            other.take().answer(201, APPENDED, "Rivulet-Node: " + node.uri().getAuthority());
            second.join();
            CompletableFuture<AppendResult> elsewhere = both.stream("/b").appendAsync(EventInput.of("t", null));
            node.take().answer(201, APPENDED, "Rivulet-Node: node-of-a-cluster:8080");
            elsewhere.join();
            CompletableFuture<AppendResult> moved = both.stream("/a").appendAsync(EventInput.of("t", null));
            node.take().answer(201, APPENDED);

            assertThat(moved.join()).isInstanceOf(Appended.class);
        }
    }

    @Test
    void shouldForgetAnOwnerThatDoesNotAnswer() throws Exception {
        try (RivuletClient both = client(node, other)) {
            CompletableFuture<AppendResult> first = both.stream("/a").appendAsync(EventInput.of("t", null));
            node.take().answer(201, APPENDED, "Rivulet-Node: " + other.uri().getAuthority());
            first.join();
            other.stop();

            CompletableFuture<AppendResult> second = both.stream("/a").appendAsync(EventInput.of("t", null));
            node.take().answer(201, APPENDED);
            second.join();
            other.start();
            CompletableFuture<AppendResult> third = both.stream("/a").appendAsync(EventInput.of("t", null));
            node.take().answer(201, APPENDED);

            assertThat(third.join()).isInstanceOf(Appended.class);
        }
    }

    /** BR-50, BR-53. */
    @Test
    void shouldWaitForANodeThatIsAwayForAWhile() throws Exception {
        node.stop();
        CompletableFuture<AppendResult> first = client.stream("/a").appendAsync(EventInput.of("t", null));
        ticker.awaitAlarm(Duration.ofMillis(250));
        CompletableFuture<AppendResult> second = client.stream("/b").appendAsync(EventInput.of("t", null));
        node.start();
        ticker.advance(Duration.ofMillis(250));
        node.take().answer(201, APPENDED);
        node.take().answer(201, APPENDED);

        assertThat(first.join()).isInstanceOf(Appended.class);
        assertThat(second.join()).isInstanceOf(Appended.class);
    }

    /** BR-51. */
    @Test
    void shouldRejectAllThatWaitsOrRunsWhenItIsClosed() throws Exception {
        CompletableFuture<AppendResult> running = client.stream("/a").appendAsync(EventInput.of("t", null));
        node.take();
        RivuletClient away = client(other);
        other.stop();
        CompletableFuture<AppendResult> waiting = away.stream("/a").appendAsync(EventInput.of("t", null));
        ticker.awaitAlarm(Duration.ofMillis(250));

        away.close();
        assertThatThrownBy(waiting::join).cause().isInstanceOf(ClientClosedException.class);

        client.close();

        assertThatThrownBy(running::join).cause().isInstanceOf(ClientClosedException.class);
        assertThatThrownBy(() -> client.stream("/a").append(EventInput.of("t", null)))
                .isInstanceOf(ClientClosedException.class);
    }

    @Test
    void shouldRefuseAPayloadThatIsNotJson() {
        EventInput event = EventInput.of("t", new Payload("text/plain", new byte[] {1}));

        assertThatThrownBy(() -> client.stream("/a").append(event))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("text/plain");
    }

    @Test
    void shouldReadAPage() throws Exception {
        CompletableFuture<EventPage> reading = CompletableFuture.supplyAsync(() -> client.stream("/a")
                .read(ReadOptions.FIRST
                        .withAfter(3)
                        .withBefore(9)
                        .withTypes("a", "b")
                        .withMinOffset(8)
                        .asLinearizable()));
        Exchange exchange = node.take();
        assertThat(exchange.line())
                .isEqualTo(
                        "GET /v1/default/events/a?after=3&before=9&limit=100&types=a%2Cb&minOffset=8&consistency=linearizable");
        exchange.answer(
                200,
                "{\"namespace\":\"default\",\"path\":\"/a\",\"incarnation\":\"i\",\"events\":[{\"offset\":4,\"index\":1,"
                        + "\"type\":\"a\",\"createdAt\":\"2026-01-31T10:00:00.000Z\",\"idempotencyKey\":\"k\",\"source\":{\"processor\":"
                        + "{\"slug\":\"s\"}},\"metadata\":{\"m\": [1]},\"payload\":{\"x\": 1.50, \"y\": \"\u00e4\"}},"
                        + "{\"offset\":5,\"index\":2,\"type\":\"b\",\"createdAt\":\"2026-01-31T10:00:00.000Z\",\"payload\":1e3},"
                        + "{\"offset\":6,\"index\":3,\"type\":\"b\",\"createdAt\":\"2026-01-31T10:00:00.000Z\",\"payloadBase64\":\"AQI=\"}],"
                        + "\"next\":6,\"head\":{\"offset\":42,\"index\":9}}");

        EventPage page = reading.join();
        assertThat(page.next()).isEqualTo(6);
        assertThat(page.head().index()).isEqualTo(9);
        StreamEvent first = page.events().get(0);
        assertThat(first.idempotencyKey()).isEqualTo("k");
        assertThat(first.source()).isEqualTo(new Source("s", null));
        assertThat(first.metadata()).isEqualTo("{\"m\": [1]}");
        assertThat(textOf(first)).isEqualTo("{\"x\": 1.50, \"y\": \"\u00e4\"}");
        assertThat(textOf(page.events().get(1))).isEqualTo("1e3");
        assertThat(page.events().get(1).metadata()).isNull();
        Payload binary = page.events().get(2).payload();
        assertThat(binary).isEqualTo(new Payload("application/octet-stream", new byte[] {1, 2}));
    }

    @Test
    void shouldReadAStreamPageByPageAsItIsAskedFor() throws Exception {
        CompletableFuture<List<Long>> reading = CompletableFuture.supplyAsync(() -> {
            List<Long> offsets = new ArrayList<>();
            client.stream("/a").events(ReadOptions.FIRST.withLimit(2)).forEachRemaining(e -> offsets.add(e.offset()));
            return offsets;
        });
        Exchange first = node.take();
        assertThat(first.line()).isEqualTo("GET /v1/default/events/a?limit=2");
        first.answer(200, page("i", 5L, 3, 5));
        Exchange second = node.take();
        assertThat(second.line()).isEqualTo("GET /v1/default/events/a?after=5&limit=2");
        second.answer(200, page("i", 9L));
        Exchange third = node.take();
        assertThat(third.line()).contains("after=9");
        third.answer(200, page("i", null, 11));

        assertThat(reading.join()).containsExactly(3L, 5L, 11L);
    }

    @Test
    void shouldNotMixTwoLivesOfAStream() throws Exception {
        Iterator<StreamEvent> events = client.stream("/a").events();
        CompletableFuture<StreamEvent> first = CompletableFuture.supplyAsync(events::next);
        node.take().answer(200, page("i", 3L, 3));
        assertThat(first.join().offset()).isEqualTo(3);

        CompletableFuture<StreamEvent> second = CompletableFuture.supplyAsync(events::next);
        node.take().answer(200, page("j", null, 8));

        assertThatThrownBy(second::join).cause().isInstanceOf(StreamResetException.class);
    }

    @Test
    void shouldReadStateFeedAndStreams() throws Exception {
        CompletableFuture<StreamState> state =
                CompletableFuture.supplyAsync(() -> client.stream("/a").state());
        node.take()
                .answer(
                        200,
                        "{\"state\":{\"path\":\"/a\",\"eventCount\":3,\"maxOffset\":9,\"paused\":true,\"pauseReason\":\"r\","
                                + "\"config\":{}},\"connections\":{},\"owner\":\"h:1\",\"incarnation\":\"i\"}");
        assertThat(state.join())
                .isEqualTo(new StreamState(
                        "i",
                        3,
                        9,
                        true,
                        "r",
                        "{\"path\":\"/a\",\"eventCount\":3,\"maxOffset\":9,\"paused\":true,\"pauseReason\":\"r\",\"config\":{}}",
                        "h:1"));

        CompletableFuture<FeedPage> feed =
                CompletableFuture.supplyAsync(() -> client.stream("/a").feed(0, 10));
        Exchange asked = node.take();
        assertThat(asked.line()).isEqualTo("GET /v1/default/feed/a?from=0&limit=10");
        asked.answer(
                200,
                "{\"incarnation\":\"i\",\"count\":7,\"from\":0,\"rows\":[{\"row\":0,\"component\":\"c\",\"type\":\"t\",\"count\":1,"
                        + "\"events\":[" + event(3, 0) + "]}]}");
        assertThat(feed.join().count()).isEqualTo(7);
        assertThat(feed.join().rows().get(0).events()).hasSize(1);

        CompletableFuture<List<ListedStream>> streams = CompletableFuture.supplyAsync(() -> {
            List<ListedStream> all = new ArrayList<>();
            client.streams(new StreamPath("/o")).forEachRemaining(all::add);
            return all;
        });
        node.take()
                .answer(
                        200,
                        "{\"streams\":[{\"path\":\"/o/1\",\"count\":2,\"head\":{\"offset\":5,\"index\":1},\"createdAt\":\"x\"}],"
                                + "\"next\":\"/o/1\",\"total\":2}");
        Exchange second = node.take();
        assertThat(second.line()).isEqualTo("GET /v1/default/streams?under=%2Fo&after=%2Fo%2F1&limit=1000");
        second.answer(200, "{\"streams\":[],\"next\":null,\"total\":2}");
        assertThat(streams.join()).extracting(ListedStream::count).containsExactly(2L);
    }

    private RivuletClient client(ScriptedNode... nodes) {
        ClientSettings settings =
                ClientSettings.of(List.of(nodes).stream().map(ScriptedNode::uri).toArray(java.net.URI[]::new));
        return RivuletClient.of(settings, ticker, new Random(1));
    }

    private static String textOf(StreamEvent event) throws IOException {
        Payload payload = event.payload();
        assertThat(payload).isNotNull();
        return new String(payload.bytes(), StandardCharsets.UTF_8);
    }

    private static String page(String incarnation, Long next, long... offsets) {
        StringBuilder events = new StringBuilder();
        for (long offset : offsets) {
            events.append(events.isEmpty() ? "" : ",").append(event(offset, offset));
        }
        return "{\"incarnation\":\"" + incarnation + "\",\"events\":[" + events + "],\"next\":" + next
                + ",\"head\":{\"offset\":99,\"index\":9}}";
    }

    private static String event(long offset, long index) {
        return "{\"offset\":" + offset + ",\"index\":" + index
                + ",\"type\":\"t\",\"createdAt\":\"2026-01-31T10:00:00.000Z\"}";
    }
}
