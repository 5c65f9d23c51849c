package io.rivulet.engine.fold;

import static org.assertj.core.api.Assertions.assertThat;

import io.rivulet.api.CoreEvents;
import io.rivulet.api.Refusal.Reason;
import io.rivulet.testkit.FoldRun;
import io.rivulet.testkit.LogBuilder;
import io.rivulet.testkit.MapRows.Checkpoint;
import io.rivulet.testkit.model.Verdict;
import org.junit.jupiter.api.Test;

/** Folding again after a crash, with rows of events that are ahead of the progress. */
class CrashTest {

    private final LogBuilder log = new LogBuilder();

    /** Its own key is there already, and was put at an offset before that of the record that completes the batch. */
    @Test
    void shouldNotTakeABatchForADuplicateOfItself() {
        log.at("/a").add();
        log.at("/a")
                .key("k1")
                .batch("b", 2, 0)
                .add()
                .at("/a")
                .key("k2")
                .batch("b", 2, 1)
                .add();

        FoldRun run = foldTwice();

        assertThat(run.verdicts().at(1)).isEqualTo(Verdict.accepted(1, 1));
        assertThat(run.progress().accepted()).isEqualTo(3);
        assertThat(run.progress().duplicates()).isZero();
    }

    @Test
    void shouldNotTakeARecordForADuplicateOfALaterOne() {
        log.at("/a").type(CoreEvents.PAUSED).add();
        log.at("/a").key("k").add();
        log.at("/a").type(CoreEvents.RESUMED).add();
        log.at("/a").key("k").add();

        FoldRun run = foldTwice();

        assertThat(run.verdicts().at(1)).isEqualTo(Verdict.refused(Reason.PAUSED, 0));
        assertThat(run.verdicts().at(3)).isEqualTo(Verdict.accepted(3, 2));
    }

    /** A batch that is taken back must not take the key of a later event with it. */
    @Test
    void shouldKeepTheLaterKeyWhenABatchIsTakenBackAgain() {
        log.at("/a").add();
        log.at("/a")
                .key("k")
                .batch("b", 2, 0)
                .add()
                .at("/a")
                .expectedOffset(99)
                .batch("b", 2, 1)
                .add();
        log.at("/a").key("k").add().at("/a").key("k").add();

        FoldRun run = foldTwice();

        assertThat(run.verdicts().at(4)).isEqualTo(Verdict.duplicate(3, 1));
    }

    /** Folds all after the first record twice; the verdicts must be the same, and so must the rows. */
    private FoldRun foldTwice() {
        String straight = FoldRun.of(log).digest();
        FoldRun run = new FoldRun(FoldRun.SETTINGS, 0);
        run.apply(log.records().get(0));
        Checkpoint checkpoint = run.checkpoint();
        log.records().forEach(run::apply);
        run.restartFrom(checkpoint);
        log.records().forEach(run::apply);
        assertThat(run.digest()).isEqualTo(straight);
        return run;
    }
}
