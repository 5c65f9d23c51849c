package io.rivulet.app.tail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rivulet.app.CommandFailure;
import io.rivulet.app.FakeNode;
import io.rivulet.app.FakeNode.Request;
import io.rivulet.client.ClientSettings;
import io.rivulet.client.RivuletClient;
import io.rivulet.client.connection.Ticker;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TailSessionTest {

    private final FakeNode node = new FakeNode();
    private final List<Duration> pauses = Collections.synchronizedList(new ArrayList<>());
    private final List<String> notices = Collections.synchronizedList(new ArrayList<>());

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
        assertThat(notices.get(0)).contains("After index 0 came the event with index 2");
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
        assertThat(notices).isEmpty();
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

    private List<String> tail(@Nullable Long after, @Nullable String types, int wanted) throws InterruptedException {
        List<String> seen = new ArrayList<>();
        TailSession session = new TailSession(
                after,
                events -> {
                    events.forEach(event -> seen.add(event.json()));
                    return seen.size() < wanted;
                },
                notices::add);
        try (RivuletClient client =
                RivuletClient.of(ClientSettings.of(URI.create(node.url())), new HastyTicker(), new Random(1))) {
            session.run(client.stream("/a"), types == null ? new String[0] : types.split(",", -1));
        }
        return seen;
    }

    /** Does at once what is to be done in a while, and remembers in what a while; nobody is ever silent for too long. */
    private final class HastyTicker implements Ticker {

        @Override
        public long nanos() {
            return 0;
        }

        @Override
        public Alarm after(Duration delay, Runnable task) {
            if (delay.compareTo(Duration.ofSeconds(60)) < 0) {
                pauses.add(delay);
                new Thread(task).start();
            }
            return () -> {};
        }
    }

    private static String event(long offset, long index) {
        return "{\"offset\":" + offset + ",\"index\":" + index + ",\"payload\":[1.50, {}]}";
    }

    private static String batch(String incarnation, long id, String... events) {
        return "event: batch\nid: " + id + "\ndata: {\"incarnation\":\"" + incarnation + "\",\"events\":["
                + String.join(", ", events) + "],\"maxOffset\":" + id + "}\n\n";
    }
}
