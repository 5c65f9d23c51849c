package io.rivulet.engine.fold;

import static org.assertj.core.api.Assertions.assertThat;

import io.rivulet.api.CoreEvents;
import io.rivulet.testkit.FoldRun;
import io.rivulet.testkit.LogBuilder;
import io.rivulet.testkit.RowKey.Family;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How the events of the stream /a are grouped (FD-10 to FD-13, FD-20 to FD-23). */
class FeedFoldTest {

    private final LogBuilder log = new LogBuilder();

    /** FD-11, FD-13: A, B, A gives three rows. */
    @Test
    void shouldBeginARowWithEachChangeOfType() {
        add("A", "A", "B", "A");

        assertThat(feed())
                .containsExactly(
                        new Span("group", "A", 0, 0, 1, 2),
                        new Span("group", "B", 2, 2, 2, 1),
                        new Span("group", "A", 3, 3, 3, 1));
    }

    /** FD-10. */
    @Test
    void shouldGiveTypesWithARendererOfTheirOwnARowEach() {
        log.at("/a")
                .type(CoreEvents.CREATED)
                .payload("{\"namespace\":\"n\",\"path\":\"/a\"}")
                .add();
        log.at("/a").type(CoreEvents.WOKEN).payload("{\"incarnationId\":\"i\"}").add();
        log.at("/a").type(CoreEvents.WOKEN).payload("{\"incarnationId\":\"j\"}").add();
        add("A");
        log.at("/a")
                .type(CoreEvents.CHILD_STREAM_CREATED)
                .payload("{\"childPath\":\"/a/b\"}")
                .add();
        add("A", CoreEvents.PAUSED);

        assertThat(feed())
                .extracting(Span::component)
                .containsExactly(
                        "stream.created",
                        "stream.woken",
                        "stream.woken",
                        "group",
                        "stream.child-stream-created",
                        "group",
                        "group");
        assertThat(feed()).extracting(Span::count).containsOnly(1);
    }

    /** FD-12, FD-22. */
    @Test
    void shouldHoldAtMostTwoHundredEventsInARow() {
        for (int i = 0; i < 405; i++) {
            add("A");
        }

        assertThat(feed())
                .containsExactly(
                        new Span("group", "A", 0, 0, 199, 200),
                        new Span("group", "A", 200, 200, 399, 200),
                        new Span("group", "A", 400, 400, 404, 5));
        assertThat(feed().get(1).lastIndex()).isEqualTo(399);
    }

    /** FD-20: the open row is the stream's; a row is put once, when it closes. */
    @Test
    void shouldPutARowOnce() {
        for (int i = 0; i < 200; i++) {
            add("A");
        }
        assertThat(FoldRun.of(log).rows().count(Family.FEED)).isZero();

        add("A");
        assertThat(FoldRun.of(log).rows().count(Family.FEED)).isOne();
    }

    @Test
    void shouldNameOffsetsThatAreNotDense() {
        log.skip(7);
        add("A");
        log.at("/b").add().skip(2);
        add("A");
        log.at("/a").type("A").expectedOffset(0).add();

        assertThat(feed()).containsExactly(new Span("group", "A", 0, 7, 11, 2));
    }

    @Test
    void shouldGroupWhatHasNoType() {
        log.at("/a").add().at("/a").type("record").add();

        assertThat(feed()).containsExactly(new Span("group", "record", 0, 0, 1, 2));
    }

    private void add(String... types) {
        for (String type : types) {
            log.at("/a").type(type).add();
        }
    }

    /** FD-23: with a restart after each record the rows are the same. */
    private List<Span> feed() {
        FoldRun run = FoldRun.of(log);
        assertThat(FoldRun.ofRestarting(log).digest()).isEqualTo(run.digest());
        return run.rows().feed(run.rows().stream("/a"));
    }
}
