package io.rivulet.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.rivulet.engine.cluster.Address;
import io.rivulet.engine.lane.LaneStatus;
import io.rivulet.engine.processor.SubscriberView;
import io.rivulet.engine.query.Answer;
import io.rivulet.engine.store.Snapshot;
import io.rivulet.http.SseClient.Frame;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** PR-23, PR-50: the subscribers of a stream, live. */
@Timeout(60)
class ProcessorTailTest {

    private static final String URL = "/v1/default/processors/a";
    private static final LaneStatus RESTING = new LaneStatus(LaneStatus.State.RESTING, 0, null, -1, false, null);

    private final FakeNamespace owned = new FakeNamespace();
    private final FakeNamespace elsewhere = new FakeNamespace();
    private final TestServer owner = new TestServer(owned, HttpSettings.HEARTBEAT_INTERVAL, "100");
    private final TestServer other = new TestServer(elsewhere);

    ProcessorTailTest() {
        elsewhere.isHere = false;
        elsewhere.owner = Address.parse("127.0.0.1:" + owner.server.port());
        owned.subscribers = List.of(counter(1));
    }

    @AfterEach
    void close() {
        other.close();
        owner.close();
    }

    private static SubscriberView counter(int seen) {
        byte[] state = ("{\n\"seen\":" + seen + "}").getBytes(StandardCharsets.UTF_8);
        return new SubscriberView(
                "counter", "processor", "1", new Snapshot("1", 0, seen, seen, state), seen, 0, RESTING);
    }

    @Test
    void shouldTellWhatThereIsAtOnceAndWhatChanges() throws IOException {
        OpenApi api = new OpenApi(owner.get("/openapi.yaml").body());
        for (TestServer server : List.of(owner, other)) {
            owned.subscribers = List.of(counter(1));
            try (SseClient tail = open(server, "")) {
                Frame first = event(tail);
                assertThat(first.event()).isEqualTo("processors");
                assertThat(first.json().at("/processors/0/snapshot/state/seen").asInt())
                        .isEqualTo(1);
                api.check("Processors", first.json());

                owned.endTurn();
                owned.subscribers = List.of(counter(2));
                owned.endTurn();

                // The turn that changed nothing is not told.
                assertThat(event(tail)
                                .json()
                                .at("/processors/0/snapshot/state/seen")
                                .asInt())
                        .isEqualTo(2);
            }
        }
    }

    @Test
    void shouldTellOfOneThatIsAskedFor() throws IOException {
        owned.subscribers = List.of(counter(1), new SubscriberView("crm", "webhook", "", null, -1, 0, RESTING));

        try (SseClient tail = open(owner, "?slug=crm")) {
            assertThat(event(tail).data()).contains("crm").doesNotContain("counter");
        }
    }

    @Test
    void shouldKeepTheConnectionAlive() throws IOException {
        try (SseClient tail = open(owner, "")) {
            event(tail);

            assertThat(tail.next()).isEqualTo(new Frame(null, null, null, "alive"));
        }
    }

    @Test
    void shouldAskToComeBackWhenTheStreamMoves() throws IOException {
        try (SseClient tail = open(owner, "")) {
            event(tail);
            owned.answer = new Answer.Moved<>("Another node owns it.");

            owned.endTurn();

            assertThat(event(tail).data()).isEqualTo("{\"action\":\"reconnect\",\"reason\":\"moved\"}");
            assertThat(tail.next()).isNull();
        }
        assertThat(owned.watchers).isEmpty();
    }

    @Test
    void shouldAskToComeBackWhenTheServerCloses() throws IOException {
        OpenApi api = new OpenApi(owner.get("/openapi.yaml").body());
        try (SseClient tail = open(owner, "")) {
            event(tail);

            owner.close();

            Frame end = event(tail);
            assertThat(end.data()).isEqualTo("{\"action\":\"reconnect\",\"reason\":\"closing\"}");
            api.check("TailControl", end.json());
            assertThat(tail.next()).isNull();
        }
    }

    @Test
    void shouldForgetAClientThatHasGone() throws IOException {
        try (SseClient tail = open(owner, "")) {
            event(tail);
        }

        while (!owned.watchers.isEmpty()) {
            Thread.onSpinWait();
        }
    }

    @Test
    void shouldRefuseWhatItCannotTell() throws IOException {
        try (SseClient tail = new SseClient(owner.server.port(), URL + "?types=t", null)) {
            assertThat(tail.head()).contains("400");
        }
        owned.answer = new Answer.Absent<>(1);
        try (SseClient tail = new SseClient(owner.server.port(), URL, null)) {
            assertThat(tail.head()).contains("404");
        }
    }

    private static SseClient open(TestServer server, String query) throws IOException {
        SseClient tail = new SseClient(server.server.port(), URL + query, null);
        assertThat(tail.head()).contains("200").contains("text/event-stream");
        return tail;
    }

    /** The next one that is no heartbeat. */
    private static Frame event(SseClient tail) throws IOException {
        Frame frame = tail.next();
        while (frame != null && frame.event() == null) {
            frame = tail.next();
        }
        return Objects.requireNonNull(frame);
    }
}
