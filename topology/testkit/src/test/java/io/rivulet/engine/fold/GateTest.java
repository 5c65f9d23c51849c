package io.rivulet.engine.fold;

import static org.assertj.core.api.Assertions.assertThat;

import io.rivulet.api.CoreEvents;
import io.rivulet.api.Refusal;
import io.rivulet.api.Refusal.Reason;
import io.rivulet.testkit.FoldRun;
import io.rivulet.testkit.LogBuilder;
import io.rivulet.testkit.model.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Records of their own, against the stream /a: what the gate says of them (AP-4 to AP-9). */
class GateTest {

    private final LogBuilder log = new LogBuilder();

    @Test
    void shouldCountAcceptedEventsDensely() {
        log.at("/a").add().skip(5).at("/b").add().at("/a").add();

        FoldRun run = FoldRun.of(log);

        assertThat(run.verdicts().at(0)).isEqualTo(Verdict.accepted(0, 0));
        assertThat(run.verdicts().at(6)).isEqualTo(Verdict.accepted(6, 0));
        assertThat(run.verdicts().at(7)).isEqualTo(Verdict.accepted(7, 1));
        assertThat(run.progress().applied()).isEqualTo(7);
        assertThat(run.progress().streams()).isEqualTo(2);
        assertThat(run.rows().stream("/a").headOffset()).isEqualTo(7);
    }

    @Test
    void shouldPassOverWhatWasApplied() {
        log.at("/a").add().at("/a").add();
        FoldRun run = FoldRun.of(log);

        run.apply(log.records().get(0));
        run.apply(log.records().get(1));

        assertThat(run.progress().accepted()).isEqualTo(2);
        assertThat(run.rows().stream("/a").count()).isEqualTo(2);
    }

    /** AP-5: type, payload and metadata are not compared, the original wins; keys count per stream. */
    @Test
    void shouldTakeAKeyOncePerStream() {
        log.at("/a").type("t").key("k").add();
        log.at("/a").type("other").key(" k\n").payload("[1]").metadata("{}").add();
        log.at("/b").type("t").key("k").add();

        FoldRun run = FoldRun.of(log);

        assertThat(run.verdicts().at(1)).isEqualTo(Verdict.duplicate(0, 0));
        assertThat(run.verdicts().at(2)).isEqualTo(Verdict.accepted(2, 0));
        assertThat(run.progress().duplicates()).isOne();
        assertThat(run.rows().mirror(run.rows().stream("/a"), 0).type()).isEqualTo("t");
    }

    /** AP-5: keys are unique for ever, also when the first was refused and only the second is the original. */
    @Test
    void shouldNotRememberTheKeyOfARefusedRecord() {
        log.at("/a")
                .key("k")
                .expectedOffset(99)
                .add()
                .at("/a")
                .key("k")
                .add()
                .at("/a")
                .key("k")
                .add();

        FoldRun run = FoldRun.of(log);

        assertThat(run.verdicts().at(0)).isEqualTo(Verdict.refused(Reason.EXPECTED_OFFSET, -1));
        assertThat(run.verdicts().at(1)).isEqualTo(Verdict.accepted(1, 0));
        assertThat(run.verdicts().at(2)).isEqualTo(Verdict.duplicate(1, 0));
    }

    /** AP-7: the stream has events at 0 and 1, then comes one at 2. */
    @ParameterizedTest
    @CsvSource({"1, ACCEPTED", "0, REFUSED", "2, REFUSED", "-1, REFUSED", "9223372036854775807, REFUSED"})
    void shouldCompareTheExpectedOffsetWithTheHead(long expected, Verdict.Kind kind) {
        log.at("/a").add().at("/a").add().at("/a").expectedOffset(expected).add();

        Verdict verdict = FoldRun.of(log).verdicts().at(2);

        assertThat(verdict)
                .isEqualTo(
                        kind == Verdict.Kind.ACCEPTED
                                ? Verdict.accepted(2, 2)
                                : Verdict.refused(Reason.EXPECTED_OFFSET, 1));
    }

    @ParameterizedTest
    @CsvSource({"-1, ACCEPTED", "0, REFUSED"})
    void shouldExpectOfANewStreamThatItDoesNotExist(long expected, Verdict.Kind kind) {
        log.at("/a").expectedOffset(expected).add();

        FoldRun run = FoldRun.of(log);

        assertThat(run.verdicts().at(0)).extracting("kind").isEqualTo(kind);
        assertThat(run.rows().streams()).hasSize(kind == Verdict.Kind.ACCEPTED ? 1 : 0);
    }

    /** AP-7: on a hit the precondition must be the one that the original could have had; here that is 0. */
    @ParameterizedTest
    @CsvSource({"0, DUPLICATE", "1, REFUSED", "2, REFUSED", "-1, REFUSED"})
    void shouldCompareTheExpectedOffsetOfADuplicateWithTheOriginals(long expected, Verdict.Kind kind) {
        log.at("/a").add().at("/a").key("k").add().at("/a").add();
        log.at("/a").key("k").expectedOffset(expected).add();

        assertThat(FoldRun.of(log).verdicts().at(3))
                .isEqualTo(
                        kind == Verdict.Kind.DUPLICATE
                                ? Verdict.duplicate(1, 1)
                                : Verdict.refused(Reason.IDEMPOTENCY_MISMATCH, 2));
    }

    /** A node lays {@code created} before what is appended to a stream that does not exist. */
    @ParameterizedTest
    @CsvSource({"-1, DUPLICATE", "0, REFUSED", "1, REFUSED"})
    void shouldTakeTheFirstEventAfterCreatedForOneThatFollowedNothing(long expected, Verdict.Kind kind) {
        log.at("/a")
                .type(CoreEvents.CREATED)
                .payload("{\"namespace\":\"default\",\"path\":\"/a\"}")
                .expectedOffset(-1)
                .batch("b", 3, 0)
                .add();
        log.at("/a").key("k").batch("b", 3, 1).add();
        log.at("/a").key("l").batch("b", 3, 2).add();
        log.at("/a").key("k").expectedOffset(expected).add();
        log.at("/a").key("l").expectedOffset(-1).add();

        FoldRun run = FoldRun.of(log);

        assertThat(run.verdicts().at(3))
                .isEqualTo(
                        kind == Verdict.Kind.DUPLICATE
                                ? Verdict.duplicate(1, 1)
                                : Verdict.refused(Reason.IDEMPOTENCY_MISMATCH, 2));
        assertThat(run.verdicts().at(4)).isEqualTo(Verdict.refused(Reason.IDEMPOTENCY_MISMATCH, 2));
    }

    /** AP-9. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                CoreEvents.PAUSED,
                CoreEvents.CHILD_STREAM_CREATED,
                CoreEvents.METADATA_UPDATED,
                CoreEvents.CONFIGURED,
                CoreEvents.CREATED,
                "io.rivulet.stream.subscription-configured",
                "io.rivulet.stream.unknown",
                "circuit-breaker.configured",
                "resumed"
            })
    void shouldRefuseAnOrdinaryAppendWhilePaused(String type) {
        log.at("/a").type(CoreEvents.PAUSED).payload("{\"reason\":\"full\"}").add();
        log.at("/a").type(type).payload("{\"metadata\":{},\"config\":{}}").add();

        FoldRun run = FoldRun.of(log);

        assertThat(run.verdicts().at(1)).isEqualTo(Verdict.refused(Reason.PAUSED, 0));
        assertThat(run.verdicts().refusalAt(1))
                .extracting(Refusal::detail)
                .asString()
                .contains("stream paused: full");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                CoreEvents.RESUMED + "|{}",
                CoreEvents.ERROR_OCCURRED + "|{\"message\":\"m\"}",
                CoreEvents.WOKEN + "|{\"incarnationId\":\"i\"}",
                CoreEvents.SUBSCRIBER_CONNECTED + "|{\"subscriptionKey\":\"s\",\"direction\":\"inbound\"}",
                CoreEvents.SUBSCRIBER_DISCONNECTED + "|{\"subscriptionKey\":\"s\",\"reason\":\"idle\"}"
            })
    void shouldLetThroughWhatMayPassWhilePaused(String type, String payload) {
        log.at("/a")
                .type(CoreEvents.PAUSED)
                .add()
                .at("/a")
                .type(type)
                .payload(payload)
                .add();

        assertThat(FoldRun.of(log).verdicts().at(1)).isEqualTo(Verdict.accepted(1, 1));
    }

    @Test
    void shouldNameAnUnknownReason() {
        log.at("/a").type(CoreEvents.PAUSED).add().at("/a").add();

        assertThat(FoldRun.of(log).verdicts().refusalAt(1))
                .extracting(Refusal::detail)
                .asString()
                .contains("stream paused: unknown reason");
    }

    /** AP-4: of two rules that would both speak, the earlier does. */
    @Test
    void shouldAskTheRulesInTheirOrder() {
        // Given
        log.at("/a").key("k").add().at("/a").type(CoreEvents.PAUSED).add();

        // When
        log.at("/a").key("k").add();
        log.at("/a").key("k").expectedOffset(7).add();
        log.at("/a").key("new").expectedOffset(7).add();
        log.at("/a").type(CoreEvents.METADATA_UPDATED).payload("broken").add();
        log.at("/a")
                .type(CoreEvents.RESUMED)
                .payload("broken")
                .expectedOffset(7)
                .add();
        log.at("/a")
                .type(CoreEvents.RESUMED)
                .payload("broken")
                .expectedOffset(1)
                .add();
        log.at("/a").header("ce_type", "").key("k").add();

        // Then
        FoldRun run = FoldRun.of(log);
        assertThat(List.of(2L, 3L, 4L, 5L, 6L, 7L))
                .map(run.verdicts()::at)
                .containsExactly(
                        Verdict.duplicate(0, 0),
                        Verdict.refused(Reason.IDEMPOTENCY_MISMATCH, 1),
                        Verdict.refused(Reason.PAUSED, 1),
                        Verdict.refused(Reason.PAUSED, 1),
                        Verdict.refused(Reason.EXPECTED_OFFSET, 1),
                        Verdict.refused(Reason.INVALID_PAYLOAD, 1));
        assertThat(run.verdicts().at(8)).isNull();
        assertThat(run.progress().quarantined()).isOne();
    }

    @Test
    void shouldSayWhatToDoAboutAnExpectedOffset() {
        log.at("/a")
                .add()
                .at("/a")
                .expectedOffset(-1)
                .add()
                .at("/a")
                .expectedOffset(9)
                .add();
        log.at("/b").expectedOffset(9).add();

        FoldRun run = FoldRun.of(log);

        assertThat(List.of(1L, 2L, 3L))
                .map(offset -> String.valueOf(run.verdicts().refusalAt(offset)))
                .satisfiesExactly(
                        refusal -> assertThat(refusal).contains("expected not to exist", "offset 0"),
                        refusal -> assertThat(refusal).contains("end at offset 9", "ends at 0"),
                        refusal -> assertThat(refusal).contains("does not exist"));
    }
}
