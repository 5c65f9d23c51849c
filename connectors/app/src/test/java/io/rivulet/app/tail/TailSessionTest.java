package io.rivulet.app.tail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rivulet.api.StreamPath;
import io.rivulet.app.CommandFailure;
import io.rivulet.app.FakeNode;
import io.rivulet.app.FakeNode.Request;
import io.rivulet.app.client.NodeAddress;
import io.rivulet.app.client.NodeClient;
import io.rivulet.app.tail.ReceivedBatch.ReceivedEvent;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TailSessionTest {

    private final FakeNode node = new FakeNode();
    private final List<Duration> pauses = new ArrayList<>();
    private final List<String> notices = new ArrayList<>();

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void shouldResumeAfterTheLastEventWithoutRepeatingAny() throws InterruptedException {
        node.streams(batch("i", 20, event(10, 0), event(20, 1)))
                .answers(503, "{}")
                .streams(batch("i", 30, event(20, 1), event(30, 2)));

        assertThat(tail(-1L, null, 3)).containsExactly(event(10, 0), event(20, 1), event(30, 2));

        assertThat(node.requests())
                .extracting(request -> request.header("Last-event-id"))
                .containsExactly("-1", "20", "20");
        assertThat(pauses).extracting(Duration::toMillis).containsExactly(250L, 500L);
        assertThat(notices).hasSize(2);
    }

    @Test
    void shouldBeginWithWhatComesAndHoldThatPlace() throws InterruptedException {
        node.streams(batch("i", 20)).streams(batch("i", 30, event(30, 2)));

        assertThat(tail(null, "a,b", 1)).containsExactly(event(30, 2));

        assertThat(node.requests()).extracting(Request::target).containsOnly("/v1/default/events/a?types=a%2Cb");
        assertThat(node.requests())
                .extracting(request -> request.header("Last-event-id"))
                .containsExactly("", "20");
    }

    @Test
    void shouldHealAGap() throws InterruptedException {
        node.streams(batch("i", 10, event(10, 0)) + batch("i", 30, event(30, 2)))
                .streams(batch("i", 30, event(20, 1), event(30, 2)));

        assertThat(tail(-1L, null, 3)).containsExactly(event(10, 0), event(20, 1), event(30, 2));
        assertThat(notices.get(0)).contains("missing between index 0 and 2");
    }

    @Test
    void shouldGoOnWhenTheStreamBeginsAnew() throws InterruptedException {
        node.streams(batch("one", 20, event(10, 0), event(20, 1))
                + "event: control\ndata: {\"action\":\"reset\"}\n\n"
                + batch("two", 40, event(40, 0)));

        assertThat(tail(-1L, null, 3)).containsExactly(event(10, 0), event(20, 1), event(40, 0));
    }

    @Test
    void shouldExpectGapsWhenOnlySomeTypesAreWanted() throws InterruptedException {
        node.streams(batch("i", 30, event(10, 0), event(30, 2)));

        assertThat(tail(-1L, "t", 2)).hasSize(2);
    }

    @Test
    void shouldNotComeBackWhenTheNodeRefuses() {
        node.answers(404, "{\"title\":\"There is no such namespace\"}");

        assertThatThrownBy(() -> tail(-1L, null, 1))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("no such namespace");
        assertThat(pauses).isEmpty();
    }

    @Test
    void shouldNotComeBackWhenTheNodeWasNeverThere() {
        node.hangsUp();

        assertThatThrownBy(() -> tail(-1L, null, 1))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("does not answer");
    }

    @Test
    void shouldWaitForANodeThatComesBackSlowly() throws InterruptedException {
        node.streams(batch("i", 10, event(10, 0)))
                .answers(503, "{}")
                .answers(429, "{}")
                .streams(batch("i", 20, event(20, 1)));

        assertThat(tail(-1L, null, 2)).hasSize(2);
        assertThat(pauses).extracting(Duration::toMillis).containsExactly(250L, 500L, 1000L);
    }

    /** BR-43: the connection alone is no success. */
    @Test
    void shouldNotLoopFastOnABatchThatCannotBeRead() throws InterruptedException {
        String poison = "event: batch\nid: 20\ndata: {\n\n";
        node.streams(batch("i", 10, event(10, 0)))
                .streams(poison)
                .streams(poison)
                .streams(batch("i", 20, event(20, 1)));

        assertThat(tail(-1L, null, 2)).hasSize(2);
        assertThat(pauses).extracting(Duration::toMillis).containsExactly(250L, 500L, 1000L);
    }

    private List<ReceivedEvent> tail(@Nullable Long after, @Nullable String types, int wanted)
            throws InterruptedException {
        NodeClient client = new NodeClient(new NodeAddress(URI.create(node.url()), "default"));
        List<ReceivedEvent> seen = new ArrayList<>();
        new TailSession(client, new StreamPath("/a"), types, after, pauses::add, notices::add).run(events -> {
            seen.addAll(events);
            return seen.size() < wanted;
        });
        return seen;
    }

    private static ReceivedEvent event(long offset, long index) {
        return new ReceivedEvent(
                offset, index, "{\"offset\":" + offset + ",\"index\":" + index + ",\"payload\":[1.50, {}]}");
    }

    private static String batch(String incarnation, long id, ReceivedEvent... events) {
        String array =
                String.join(", ", Arrays.stream(events).map(ReceivedEvent::json).toList());
        return "event: batch\nid: " + id + "\ndata: {\"incarnation\":\"" + incarnation + "\",\"events\":[" + array
                + "],\"maxOffset\":" + id + "}\n\n";
    }
}
