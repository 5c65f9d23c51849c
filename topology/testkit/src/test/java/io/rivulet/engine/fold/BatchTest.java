package io.rivulet.engine.fold;

import static org.assertj.core.api.Assertions.assertThat;

import io.rivulet.api.CoreEvents;
import io.rivulet.api.Refusal.Reason;
import io.rivulet.testkit.FoldRun;
import io.rivulet.testkit.LogBuilder;
import io.rivulet.testkit.RowKey.Family;
import io.rivulet.testkit.model.Verdict;
import io.rivulet.wire.Flaw;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Batches: all or nothing (AP-3), whatever becomes of them on the way into the log. */
class BatchTest {

    private final LogBuilder log = new LogBuilder();

    @Test
    void shouldHoldABatchBackUntilItIsWhole() {
        // Given
        log.at("/a").batch("b", 2, 0).add();
        FoldRun run = FoldRun.of(log);
        assertThat(run.verdicts().all()).isEmpty();
        assertThat(run.rows().stream("/a").exists()).isFalse();
        assertThat(run.progress().applied()).isZero();

        // When
        log.at("/b").add().at("/a").batch("b", 2, 1).add();
        run.apply(log.records().get(1));
        run.apply(log.records().get(2));

        // Then
        assertThat(run.verdicts().at(0)).isEqualTo(Verdict.accepted(0, 0));
        assertThat(run.verdicts().at(2)).isEqualTo(Verdict.accepted(2, 1));
        assertThat(run.rows().stream("/a").headOffset()).isEqualTo(2);
    }

    @Test
    void shouldTakeABatchOfOne() {
        log.at("/a").batch("b", 1, 0).add();

        assertThat(FoldRun.of(log).verdicts().at(0)).isEqualTo(Verdict.accepted(0, 0));
    }

    /** AP-3. */
    @Test
    void shouldTakeAllBackWhenOneIsRefused() {
        // Given
        log.at("/a").type("t").key("old").add();

        // When
        log.at("/a").type("u").key("k1").batch("b", 3, 0).add();
        log.at("/a")
                .type(CoreEvents.WOKEN)
                .payload("{\"incarnationId\":\"i\"}")
                .batch("b", 3, 1)
                .add();
        log.at("/a").type("v").key("k2").expectedOffset(0).batch("b", 3, 2).add();
        FoldRun run = FoldRun.of(log);

        // Then
        assertThat(run.verdicts().at(1)).isEqualTo(Verdict.refused(Reason.EXPECTED_OFFSET, 0));
        assertThat(run.verdicts().at(2)).isEqualTo(run.verdicts().at(1));
        assertThat(run.verdicts().at(3)).isEqualTo(run.verdicts().at(1));
        assertThat(run.progress().refused()).isEqualTo(3);
        assertThat(run.rows().count(Family.MIRROR)).isOne();
        assertThat(run.rows().count(Family.KEYS)).isOne();
        assertThat(run.rows().count(Family.FEED)).isZero();
        assertThat(run.rows().stream("/a").core().incarnationId()).isNull();
    }

    @Test
    void shouldLeaveNoStreamBehindARefusedBatch() {
        log.at("/a")
                .batch("b", 2, 0)
                .add()
                .at("/a")
                .expectedOffset(7)
                .batch("b", 2, 1)
                .add();

        FoldRun run = FoldRun.of(log);

        assertThat(run.rows().streams()).isEmpty();
        assertThat(run.progress().streams()).isZero();
    }

    /** The offset that a refusal names must be one that the next append can expect, so none of the batch's own. */
    @Test
    void shouldNameTheHeadBeforeTheBatchInARefusal() {
        log.at("/a")
                .add()
                .at("/a")
                .batch("b", 2, 0)
                .add()
                .at("/a")
                .expectedOffset(0)
                .batch("b", 2, 1)
                .add();
        log.at("/a").expectedOffset(0).add();

        FoldRun run = FoldRun.of(log);

        assertThat(run.verdicts().at(2)).isEqualTo(Verdict.refused(Reason.EXPECTED_OFFSET, 0));
        assertThat(run.verdicts().at(3)).isEqualTo(Verdict.accepted(3, 1));
    }

    /** AP-8. */
    @Test
    void shouldCompareExpectedOffsetsWithTheBatchBeforeThem() {
        log.at("/a").expectedOffset(-1).batch("b", 2, 0).add();
        log.at("/a").expectedOffset(0).batch("b", 2, 1).add();

        assertThat(FoldRun.of(log).verdicts().at(1)).isEqualTo(Verdict.accepted(1, 1));
    }

    /** AP-10. */
    @Test
    void shouldLetAPauseInABatchRefuseIt() {
        log.at("/a")
                .type(CoreEvents.PAUSED)
                .batch("b", 2, 0)
                .add()
                .at("/a")
                .batch("b", 2, 1)
                .add();
        log.at("/a").add();

        FoldRun run = FoldRun.of(log);

        assertThat(run.verdicts().at(0)).isEqualTo(Verdict.refused(Reason.PAUSED, -1));
        assertThat(run.verdicts().at(1)).isEqualTo(Verdict.refused(Reason.PAUSED, -1));
        assertThat(run.verdicts().at(2)).isEqualTo(Verdict.accepted(2, 0));
    }

    /** AP-10. */
    @Test
    void shouldLetAResumptionInABatchOpenTheGate() {
        log.at("/a").type(CoreEvents.PAUSED).add();
        log.at("/a")
                .type(CoreEvents.RESUMED)
                .batch("b", 2, 0)
                .add()
                .at("/a")
                .batch("b", 2, 1)
                .add();

        assertThat(FoldRun.of(log).verdicts().at(2)).isEqualTo(Verdict.accepted(2, 2));
    }

    /** AP-5: first the events of the same batch, then the log. */
    @Test
    void shouldFindDuplicatesInTheSameBatchAndBeforeIt() {
        log.at("/a").key("old").add();
        log.at("/a")
                .key("new")
                .batch("b", 4, 0)
                .add()
                .at("/a")
                .key("new")
                .batch("b", 4, 1)
                .add();
        log.at("/a").key("old").batch("b", 4, 2).add().at("/a").batch("b", 4, 3).add();

        FoldRun run = FoldRun.of(log);

        assertThat(run.verdicts().at(1)).isEqualTo(Verdict.accepted(1, 1));
        assertThat(run.verdicts().at(2)).isEqualTo(Verdict.duplicate(1, 1));
        assertThat(run.verdicts().at(3)).isEqualTo(Verdict.duplicate(0, 0));
        assertThat(run.verdicts().at(4)).isEqualTo(Verdict.accepted(4, 2));
        assertThat(run.verdicts().eventAt(4)).extracting(MirrorRow::index).isEqualTo(2L);
    }

    /** AP-11, AP-6: also while the stream is paused. */
    @Test
    void shouldWriteNothingForABatchOfDuplicatesAlone() {
        log.at("/a").key("k").add().at("/a").type(CoreEvents.PAUSED).add();
        FoldRun run = FoldRun.of(log);
        long rows = run.rows().events().size();

        log.at("/a")
                .key("k")
                .batch("b", 2, 0)
                .add()
                .at("/a")
                .key("k")
                .batch("b", 2, 1)
                .add();
        run.apply(log.records().get(2));
        run.apply(log.records().get(3));

        assertThat(run.verdicts().at(2)).isEqualTo(Verdict.duplicate(0, 0));
        assertThat(run.verdicts().at(3)).isEqualTo(Verdict.duplicate(0, 0));
        assertThat(run.rows().events()).hasSize((int) rows);
        assertThat(run.rows().stream("/a").headOffset()).isEqualTo(1);
    }

    @Test
    void shouldRefuseABatchThatAnotherRecordOfItsStreamInterrupts() {
        log.at("/a").batch("b", 3, 0).add().at("/a").batch("b", 3, 1).add();
        log.at("/a").add();
        log.at("/a").batch("b", 3, 2).add();

        FoldRun run = FoldRun.of(log);

        assertThat(run.verdicts().at(0)).isEqualTo(Verdict.refused(Reason.INTERLEAVED, -1));
        assertThat(run.verdicts().at(1)).isEqualTo(Verdict.refused(Reason.INTERLEAVED, -1));
        assertThat(run.verdicts().at(2)).isEqualTo(Verdict.accepted(2, 0));
        assertThat(run.verdicts().at(3)).isEqualTo(Verdict.refused(Reason.TORN, 2));
    }

    /** Neither a record of another stream nor one that is no event comes between. */
    @Test
    void shouldNotMindWhatIsNotOfItsStream() {
        log.at("/a").batch("b", 2, 0).add();
        log.at("/b")
                .batch("b", 2, 0)
                .add()
                .unkeyed()
                .add()
                .at("/a")
                .header("ce_type", "")
                .add();
        log.at("/a").batch("b", 2, 1).add();

        FoldRun run = FoldRun.of(log);

        assertThat(run.verdicts().at(4)).isEqualTo(Verdict.accepted(4, 1));
        assertThat(run.rows().flaw(3)).isEqualTo(Flaw.BAD_TYPE);
    }

    @Test
    void shouldRefuseTheRestOfATornBatch() {
        log.at("/a").batch("b", 3, 0).add().at("/a").batch("b", 3, 2).add();

        FoldRun run = FoldRun.of(log);

        assertThat(run.verdicts().at(0)).isEqualTo(Verdict.refused(Reason.INTERLEAVED, -1));
        assertThat(run.verdicts().at(1)).isEqualTo(Verdict.refused(Reason.TORN, -1));
    }

    @Test
    void shouldRefuseAStragglerWithoutItsBatch() {
        log.at("/a").batch("b", 2, 1).add();

        FoldRun run = FoldRun.of(log);

        assertThat(run.verdicts().at(0)).isEqualTo(Verdict.refused(Reason.TORN, -1));
        assertThat(run.rows().streams()).isEmpty();
    }

    @Test
    void shouldRefuseBatchesThatDisagreeOnTheirSize() {
        log.at("/a").batch("b", 2, 0).add().at("/a").batch("b", 3, 1).add();

        assertThat(FoldRun.of(log).verdicts().at(1)).isEqualTo(Verdict.refused(Reason.TORN, -1));
    }

    /** As when a writer gives up and begins anew. */
    @Test
    void shouldTakeABatchThatBeginsAgain() {
        log.at("/a").key("k").batch("b", 2, 0).add();
        log.at("/a").key("k").batch("b", 2, 0).add().at("/a").batch("b", 2, 1).add();

        FoldRun run = FoldRun.of(log);

        assertThat(run.verdicts().at(0)).isEqualTo(Verdict.refused(Reason.INTERLEAVED, -1));
        assertThat(run.verdicts().at(1)).isEqualTo(Verdict.accepted(1, 0));
        assertThat(run.verdicts().at(2)).isEqualTo(Verdict.accepted(2, 1));
    }

    @ParameterizedTest
    @ValueSource(ints = {10_002, Integer.MAX_VALUE})
    void shouldRefuseABatchOfTooManyEventsAtOnce(int size) {
        log.at("/a").batch("b", size, 0).add().at("/a").batch("b", size, 1).add();

        FoldRun run = FoldRun.of(log);

        assertThat(run.verdicts().at(0)).isEqualTo(Verdict.refused(Reason.BATCH_TOO_LARGE, -1));
        assertThat(run.verdicts().at(1)).isEqualTo(Verdict.refused(Reason.TORN, -1));
        assertThat(run.rows().streams()).isEmpty();
    }

    /** With one event more than an append may have, since {@code created} may go before it. */
    @Test
    void shouldTakeTheLargestBatch() {
        int largest = FoldSettings.MAX_BATCH_EVENTS + 1;
        for (int i = 0; i < largest; i++) {
            log.at("/a").batch("b", largest, i).add();
        }
        log.at("/b").batch("b", largest + 1, 0).add();

        FoldRun run = FoldRun.of(log);

        assertThat(run.rows().stream("/a").count()).isEqualTo(largest);
        assertThat(run.verdicts().at(largest)).isEqualTo(Verdict.refused(Reason.BATCH_TOO_LARGE, -1));
    }

    @Test
    void shouldRefuseABatchOfTooManyBytes() {
        byte[] large = new byte[20 << 20];
        for (int i = 0; i < 5; i++) {
            log.at("/a")
                    .payload("application/octet-stream", large)
                    .batch("b", 5, i)
                    .add();
        }

        FoldRun run = FoldRun.of(log.records(), new FoldSettings(1, "record", large.length), 0);

        assertThat(run.verdicts().at(0)).isEqualTo(Verdict.refused(Reason.BATCH_TOO_LARGE, -1));
        assertThat(run.verdicts().at(3)).isEqualTo(Verdict.refused(Reason.BATCH_TOO_LARGE, -1));
        assertThat(run.verdicts().at(4)).isEqualTo(Verdict.refused(Reason.TORN, -1));
    }

    @Test
    void shouldGoOnWithABatchAfterARestartInTheMiddle() {
        // Given
        log.at("/a").key("k").batch("b", 3, 0).add();
        log.at("/a").noPayload().header("x", (byte[]) null).batch("b", 3, 1).add();
        log.at("/a").batch("b", 3, 2).add();
        String straight = FoldRun.of(log).digest();

        // When
        FoldRun run = FoldRun.ofRestarting(log);

        // Then
        assertThat(run.digest()).isEqualTo(straight);
        assertThat(run.verdicts().at(1)).isEqualTo(Verdict.accepted(1, 1));
    }
}
