package io.rivulet.client.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rivulet.api.StreamPath;
import io.rivulet.client.ManualTicker;
import io.rivulet.client.ScriptedNode;
import io.rivulet.client.ScriptedNode.Exchange;
import io.rivulet.client.connection.Nodes;
import io.rivulet.client.connection.Patience;
import io.rivulet.client.model.ClientClosedException;
import io.rivulet.client.model.SubscriptionStoppedException;
import io.rivulet.client.subscription.Failure.Kind;
import io.rivulet.client.subscription.Subscription.Environment;
import io.rivulet.client.subscription.SubscriptionStatus.Reconnecting;
import io.rivulet.client.subscription.SubscriptionStatus.Stopped;
import io.rivulet.client.subscription.SubscriptionStatus.Stuck;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Over real sockets, from a server that does what a test says; the time is the test's. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class SubscriptionTest {

    private static final Duration SILENCE = Duration.ofSeconds(60);
    private static final Duration FIRST_BACK_OFF = Duration.ofMillis(250);

    private final ManualTicker ticker = new ManualTicker();
    private final ScriptedNode node = new ScriptedNode();
    private final ScriptedNode other = new ScriptedNode();
    private final RecordingCopy copy = new RecordingCopy();
    private final BlockingQueue<SubscriptionStatus> told = new LinkedBlockingQueue<>();
    private final List<Subscription> open = new ArrayList<>();

    @AfterEach
    void close() {
        open.forEach(Subscription::close);
        node.close();
        other.close();
    }

    @Test
    void shouldBringEveryEventOnceThoughItIsCutInTheMiddleOfFrames() throws Exception {
        String frames = sse("batch", 10, data("i", 10, 0)) + sse("batch", 20, data("i", 20, 1));
        subscribe(node);
        for (int cut = 1; cut < frames.length(); cut += 29) {
            Exchange exchange = node.take();
            long have = Long.parseLong(exchange.header("Last-Event-ID"));
            assertThat(exchange.line()).isEqualTo("GET /v1/default/events/a");
            assertThat(exchange.header("Accept")).isEqualTo("text/event-stream");
            assertThat(have).isEqualTo(copy.stored().offset());
            exchange.stream().send(frames.substring(0, cut)).cut();
            Duration delay = awaitReconnecting(Kind.CONNECTION);
            ticker.awaitAlarm(delay);
            ticker.advance(delay);
        }
        node.take().stream().send(frames);
        copy.awaitCalls(2);

        assertThat(copy.indexes()).containsExactly(0L, 1L);
    }

    @Test
    void shouldReadOnByteByByte() throws Exception {
        subscribe(node);
        Exchange exchange = node.take().stream();
        for (byte b : sse("batch", 10, data("i", 10, 0)).getBytes(StandardCharsets.UTF_8)) {
            exchange.send(String.valueOf((char) b));
        }
        copy.awaitCalls(1);

        assertThat(copy.stored()).isEqualTo(new Checkpoint("i", 10L, 0));
    }

    @Test
    void shouldNotHearWhatComesLateOnAConnectionThatItLeft() throws Exception {
        subscribe(node);
        Exchange dead = node.take().stream().send(sse("batch", 10, data("i", 10, 0)));
        copy.awaitCalls(1);
        dead.send(sse("batch", 30, data("i", 30, 2)));
        awaitReconnecting(Kind.GAP);
        ticker.awaitAlarm(FIRST_BACK_OFF);
        ticker.advance(FIRST_BACK_OFF);
        Exchange alive = node.take().stream();

        // It may be that the connection is closed already, which the server learns by a broken pipe.
        var unused = CompletableFuture.runAsync(() -> sendLate(dead))
                .handle((sent, broken) -> null)
                .join();
        alive.send(sse("batch", 20, data("i", 20, 1)));
        copy.awaitCalls(2);

        assertThat(copy.calls()).containsExactly("ingest [0]", "ingest [1]");
        assertThat(told.stream().filter(status -> status instanceof Reconnecting))
                .isEmpty();
    }

    @Test
    void shouldGoToAnotherNodeWhenOneIsAwayOrCannotNow() throws Exception {
        subscribe(node, other);
        node.take().answer(503, "{\"title\":\"The server is closing\"}", "Retry-After: 1");
        assertThat(awaitReconnecting(Kind.NOT_NOW)).isEqualTo(Duration.ofSeconds(1));
        ticker.awaitAlarm(Duration.ofSeconds(1));
        ticker.advance(Duration.ofSeconds(1));
        other.take().stream().send(sse("batch", 10, data("i", 10, 0)));
        copy.awaitCalls(1);
        other.stop();
        awaitReconnecting(Kind.CONNECTION);
        ticker.awaitAlarm(FIRST_BACK_OFF);
        ticker.advance(FIRST_BACK_OFF);

        Exchange back = node.take();
        assertThat(back.header("Last-Event-ID")).isEqualTo("10");
    }

    @Test
    void shouldTellWhatTheNodeRefuses() throws Exception {
        subscribe(node);
        node.take().answer(404, "{\"type\":\"/problems/unknown-namespace\",\"title\":\"There is no such namespace\"}");
        SubscriptionStatus status = await(Stuck.class);

        assertThat(((Stuck) status).failure().detail()).contains("no such namespace");
        ticker.awaitAlarm(FIRST_BACK_OFF);
        ticker.advance(FIRST_BACK_OFF);
        node.take().stream().send(sse("batch", 10, data("i", 10, 0)));
        copy.awaitCalls(1);
    }

    @Test
    void shouldIngestNothingTwiceThatAServerRepeats() throws Exception {
        subscribe(node);
        String batch = sse("batch", 10, data("i", 10, 0));
        node.take().stream().send(batch + batch + batch + sse("batch", 20, data("i", 20, 1)) + batch);
        copy.awaitCalls(2);

        assertThat(copy.calls()).containsExactly("ingest [0]", "ingest [1]");
    }

    @Test
    void shouldDiscardTheCopyOnAReset() throws Exception {
        subscribe(node);
        node.take().stream()
                .send(sse("batch", 10, data("i", 10, 0))
                        + "event: control\ndata: {\"action\":\"reset\",\"incarnation\":\"j\"}\n\n"
                        + sse("batch", 70, data("j", 70, 0)));
        copy.awaitCalls(3);

        assertThat(copy.calls()).containsExactly("ingest [0]", "discard for j", "ingest [0]");
    }

    /** The header of the answer tells that the node is behind, though the stream has events above the copy's. */
    @Test
    void shouldBelieveTheNodesOwnWordOnHowFarItIs() throws Exception {
        copy.set(new Checkpoint("i", 20L, 1));
        subscribe(node);
        node.take().stream("Rivulet-Applied-Offset: 15")
                .send(sse("batch", 20, "{\"incarnation\":\"h\",\"events\":[],\"maxOffset\":12}"));

        awaitReconnecting(Kind.BEHIND);
        assertThat(copy.calls()).isEmpty();
    }

    @Test
    void shouldLeaveAConnectionThatIsSilent() throws Exception {
        subscribe(node);
        Exchange silent = node.take().stream().send(": head -1\n\n");
        ticker.awaitAlarm(SILENCE);
        ticker.advance(SILENCE);
        awaitReconnecting(Kind.SILENCE);

        assertThat(silent.socket().getInputStream().read())
                .as("the client has gone")
                .isEqualTo(-1);
    }

    /** SUB-3. */
    @Test
    void shouldStopWhenItsKeyIsTakenAndTakeItBackWhenItIsStartedAgain() throws Exception {
        Subscription subscription =
                begin(copy, SubscribeOptions.ALL.withKey("a key").withSubscriber("{\"label\":\"x\"}"), node, other);
        Exchange exchange = node.take();
        assertThat(exchange.line())
                .isEqualTo("GET /v1/default/events/a?key=a%20key&subscriber=%7B%22label%22%3A%22x%22%7D");
        exchange.stream().send(sse("batch", 10, data("i", 10, 0)));
        copy.awaitCalls(1);
        exchange.send("event: control\ndata: {\"action\":\"close\",\"reason\":\"replaced\",\"after\":10}\n\n");
        Stopped stopped = (Stopped) await(Stopped.class);

        assertThat(stopped.failure().kind()).isEqualTo(Kind.REPLACED);
        assertThat(exchange.socket().getInputStream().read())
                .as("the client has gone")
                .isEqualTo(-1);
        assertThat(ticker.alarms()).isEmpty();
        assertThat(subscription.status()).isEqualTo(stopped);
        assertThatThrownBy(() -> subscription.whenSubscribed().join())
                .hasCauseInstanceOf(SubscriptionStoppedException.class);

        subscription.restart();
        Exchange back = node.take();
        assertThat(back.header("Last-Event-ID")).isEqualTo("10");
        back.stream().send(sse("batch", 20, data("i", 20, 1)));
        subscription.whenSubscribed().join();
        copy.awaitCalls(2);
        assertThat(copy.calls()).containsExactly("ingest [0]", "ingest [1]");
        assertThat(other.isQuiet()).isTrue();
    }

    @Test
    void shouldCloseItsConnectionWhenItIsClosed() throws Exception {
        Subscription subscription = subscribe(node);
        Exchange exchange =
                node.take().stream().send(sse("batch", -1, "{\"incarnation\":\"\",\"events\":[],\"maxOffset\":-1}"));
        subscription.whenSubscribed().join();

        subscription.close();

        assertThat(exchange.socket().getInputStream().read()).isEqualTo(-1);
        assertThatThrownBy(() -> subscription.whenSubscribed().join()).hasCauseInstanceOf(ClientClosedException.class);
    }

    private Subscription subscribe(ScriptedNode... nodes) {
        return begin(copy, SubscribeOptions.ALL, nodes);
    }

    private Subscription begin(StreamCopy into, SubscribeOptions options, ScriptedNode... nodes) {
        HttpTails tails = new HttpTails(
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build(),
                new Nodes(List.of(nodes).stream().map(ScriptedNode::uri).toList()),
                new Patience(Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofSeconds(10)),
                "default",
                new StreamPath("/a"),
                options);
        Subscription begun = Subscription.begin(
                tails, into, told::add, new Environment(ticker, SubscriptionTest::start, SILENCE), () -> {});
        open.add(begun);
        return begun;
    }

    /** Waits for the next failure, which is of this kind; the delay after it. */
    private Duration awaitReconnecting(Kind kind) throws InterruptedException {
        Reconnecting status = (Reconnecting) await(Reconnecting.class);
        assertThat(status.failure().kind()).as("%s", status).isEqualTo(kind);
        return status.delay();
    }

    private SubscriptionStatus await(Class<?> kind) throws InterruptedException {
        SubscriptionStatus status = told.take();
        while (!kind.isInstance(status)) {
            status = told.take();
        }
        return status;
    }

    private static void sendLate(Exchange dead) {
        try {
            dead.send(sse("batch", 20, data("i", 20, 1)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sse(String name, long id, String data) {
        return "event: " + name + "\nid: " + id + "\ndata: " + data + "\n\n";
    }

    private static String data(String incarnation, long offset, long index) {
        return "{\"incarnation\":\"" + incarnation + "\",\"events\":[" + FakeTails.event(offset, index)
                + "],\"maxOffset\":" + offset + "}";
    }

    /** A pool that is closed after a test would turn away what a subscription still has to do. */
    private static void start(Runnable task) {
        Thread thread = new Thread(task, "subscription");
        thread.setDaemon(true);
        thread.start();
    }
}
