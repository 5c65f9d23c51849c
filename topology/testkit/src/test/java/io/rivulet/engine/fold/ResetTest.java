package io.rivulet.engine.fold;

import static org.assertj.core.api.Assertions.assertThat;

import io.rivulet.api.CoreEvents;
import io.rivulet.api.Refusal.Reason;
import io.rivulet.testkit.FoldRun;
import io.rivulet.testkit.LogBuilder;
import io.rivulet.testkit.MapRows.Checkpoint;
import io.rivulet.testkit.RowKey.Family;
import io.rivulet.testkit.model.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The end of a stream's life, and the beginning of the next (AP-44). */
class ResetTest {

    private final LogBuilder log = new LogBuilder();

    @Test
    void shouldEndTheStreamWithAllItsRows() {
        fill("/a");
        log.at("/b").key("k").add();
        reset("{}");

        FoldRun run = FoldRun.of(log);
        run.checkpoint();

        assertThat(run.rows().streams()).containsOnlyKeys("/b");
        assertThat(run.rows().subscribed()).isEmpty();
        assertThat(run.rows().count(Family.MIRROR)).isEqualTo(1);
        assertThat(run.rows().count(Family.KEYS)).isEqualTo(1);
        assertThat(run.rows().count(Family.FEED)).isZero();
        assertThat(run.progress().streams()).isEqualTo(1);
        assertThat(run.progress().resets()).isEqualTo(1);
    }

    /** The verdict is told of the life that ended; the record has its place behind the last event, and no row. */
    @Test
    void shouldTellOfTheLifeThatEnded() {
        log.at("/a").add().at("/a").add();
        reset("{}");

        assertThat(FoldRun.of(log).verdicts().at(2)).isEqualTo(Verdict.accepted(2, 2));
    }

    @Test
    void shouldBeginAnotherLifeWithTheNextEvent() {
        log.at("/a").key("k").add();
        reset("{}");
        log.at("/a").key("k").expectedOffset(-1).add().at("/a").key("k").add();

        FoldRun run = FoldRun.of(log);

        assertThat(run.verdicts().at(2)).isEqualTo(Verdict.accepted(2, 0));
        assertThat(run.verdicts().at(3)).isEqualTo(Verdict.duplicate(2, 0));
        assertThat(run.rows().stream("/a").incarnation()).startsWith("2-");
    }

    @Test
    void shouldRefuseToEndAnotherLifeThanTheOneNamed() {
        log.at("/a").add();
        String first = FoldRun.of(log).rows().stream("/a").incarnation();
        reset("{\"incarnation\":\" " + first + " \"}");
        log.at("/a").add();
        reset("{\"incarnation\":\"" + first + "\"}");

        FoldRun run = FoldRun.of(log);

        assertThat(run.verdicts().at(1)).isEqualTo(Verdict.accepted(1, 1));
        assertThat(run.verdicts().at(3)).isEqualTo(Verdict.refused(Reason.STALE_INCARNATION, 2));
    }

    @Test
    void shouldRefuseToEndWhatIsNot() {
        reset("{}");

        assertThat(FoldRun.of(log).verdicts().at(0)).isEqualTo(Verdict.refused(Reason.STALE_INCARNATION, -1));
    }

    @Test
    void shouldPassAPause() {
        log.at("/a").type(CoreEvents.PAUSED).add();
        reset("{\"reason\":\"start over\"}");
        log.at("/a").add();

        assertThat(FoldRun.of(log).verdicts().at(2)).isEqualTo(Verdict.accepted(2, 0));
    }

    @Test
    void shouldStandAlone() {
        log.at("/a").add();
        log.at("/a")
                .batch("b", 2, 0)
                .add()
                .at("/a")
                .type(CoreEvents.RESET)
                .batch("b", 2, 1)
                .add();
        log.at("/a").type(CoreEvents.RESET).batch("c", 1, 0).add();

        FoldRun run = FoldRun.of(log);

        for (long offset : new long[] {1, 2, 3}) {
            assertThat(run.verdicts().at(offset)).isEqualTo(Verdict.refused(Reason.INVALID_PAYLOAD, 0));
        }
    }

    @Test
    void shouldRefuseABatchThatIsHeldBack() {
        log.at("/a").add().at("/a").batch("b", 2, 0).add();
        reset("{}");
        log.at("/a").batch("b", 2, 1).add();

        FoldRun run = FoldRun.of(log);

        assertThat(run.verdicts().at(1)).isEqualTo(Verdict.refused(Reason.INTERLEAVED, 0));
        assertThat(run.verdicts().at(2).kind()).isEqualTo(Verdict.Kind.ACCEPTED);
        assertThat(run.verdicts().at(3)).isEqualTo(Verdict.refused(Reason.TORN, -1));
    }

    /** The rows of a life must be there as long as a store may fall back to it. */
    @Test
    void shouldHaveTheOldLifeAgainAfterACrashBeforeItsEndWasStored() {
        fill("/a");
        FoldRun before = FoldRun.of(log);
        reset("{}");
        fill("/a");
        reset("{}");
        log.at("/a").add();

        FoldRun run = new FoldRun(FoldRun.SETTINGS, 0);
        List<org.apache.kafka.clients.consumer.ConsumerRecord<byte[], byte[]>> records = log.records();
        int life = (int) before.progress().applied() + 1;
        records.subList(0, life).forEach(run::apply);
        Checkpoint checkpoint = run.checkpoint();
        records.subList(life, records.size()).forEach(run::apply);
        run.checkpoint();
        run.restartFrom(checkpoint);

        assertThat(run.rows().mirror(run.rows().stream("/a"), 0).offset()).isZero();
        records.subList(life, records.size()).forEach(run::apply);
        assertThat(run.digest()).isEqualTo(FoldRun.of(log).digest());
        assertThat(FoldRun.ofRestarting(log).digest()).isEqualTo(run.digest());
    }

    private void fill(String path) {
        log.at(path).key("k").add().at(path).type("t").add();
        log.at(path)
                .type(CoreEvents.SUBSCRIPTION_CONFIGURED)
                .payload("{\"subscriptionKey\":\"s\",\"subscriber\":{\"type\":\"topic\",\"topic\":\"out\"}}")
                .add();
        log.at(path)
                .type(CoreEvents.CHILD_STREAM_CREATED)
                .payload("{\"childPath\":\"" + path + "/c\"}")
                .add();
    }

    private void reset(String payload) {
        log.at("/a").type(CoreEvents.RESET).payload(payload).add();
    }
}
