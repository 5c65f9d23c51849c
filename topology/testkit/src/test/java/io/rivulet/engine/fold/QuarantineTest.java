package io.rivulet.engine.fold;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.rivulet.testkit.FoldRun;
import io.rivulet.testkit.LogBuilder;
import io.rivulet.testkit.RecordBuilder;
import io.rivulet.testkit.model.Verdict;
import io.rivulet.wire.Flaw;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Records that are no events: counted, kept visible, skipped, never fatal. */
class QuarantineTest {

    private final LogBuilder log = new LogBuilder();

    static Stream<Arguments> flaws() {
        return Stream.of(
                flawed(Flaw.NO_KEY, record -> record.recordKey(null)),
                flawed(Flaw.BAD_KEY, record -> record.recordKey(new byte[0])),
                flawed(Flaw.BAD_KEY, record -> record.recordKey("a".getBytes(UTF_8))),
                flawed(Flaw.BAD_KEY, record -> record.recordKey("/a/".getBytes(UTF_8))),
                flawed(Flaw.BAD_KEY, record -> record.recordKey("/a/../b".getBytes(UTF_8))),
                flawed(Flaw.BAD_KEY, record -> record.recordKey(new byte[] {'/', (byte) 0xFF})),
                flawed(Flaw.BAD_KEY, record -> record.recordKey(("/" + "x".repeat(1024)).getBytes(UTF_8))),
                flawed(Flaw.TOO_LARGE, record -> record.payload("7".repeat((1 << 20) + 1))),
                flawed(Flaw.BAD_SPEC_VERSION, record -> record.header("ce_specversion", "2.0")),
                flawed(Flaw.BAD_TYPE, record -> record.header("ce_type", "")),
                flawed(Flaw.BAD_IDEMPOTENCY_KEY, record -> record.key(" ")),
                flawed(Flaw.BAD_EXPECTED_OFFSET, record -> record.expectedOffset(-2)),
                flawed(Flaw.BAD_BATCH, record -> record.batch("b", 1, 1)),
                flawed(Flaw.BAD_METADATA, record -> record.metadata("1")),
                flawed(Flaw.BAD_PROCESSOR, record -> record.processor("{\"x\":1}")));
    }

    @ParameterizedTest
    @MethodSource("flaws")
    void shouldSetAFlawedRecordAside(Flaw flaw, UnaryOperator<RecordBuilder> spoil) {
        log.at("/a").add();
        spoil.apply(log.at("/a")).add();
        log.at("/a").add();

        FoldRun run = FoldRun.of(log);

        assertThat(run.rows().flaw(1)).isEqualTo(flaw);
        assertThat(run.verdicts().at(1)).isNull();
        assertThat(run.verdicts().at(2)).isEqualTo(Verdict.accepted(2, 1));
        assertThat(run.progress().quarantined()).isOne();
        assertThat(run.progress().applied()).isEqualTo(2);
    }

    @Test
    void shouldSetARecordInTheWrongPartitionAside() {
        log.at("/orders/7").add();
        FoldSettings settings = new FoldSettings(12, "record", 100);

        assertThat(FoldRun.of(log.records(), settings, 2).rows().flaw(0)).isNull();
        assertThat(FoldRun.of(log.records(), settings, 3).rows().flaw(0)).isEqualTo(Flaw.WRONG_PARTITION);
    }

    @Test
    void shouldTakeThePayloadThatIsJustSmallEnough() {
        log.at("/a").payload("7".repeat(1 << 20)).add();

        assertThat(FoldRun.of(log).verdicts().at(0)).isEqualTo(Verdict.accepted(0, 0));
    }

    private static Arguments flawed(Flaw flaw, UnaryOperator<RecordBuilder> spoil) {
        return arguments(flaw, spoil);
    }
}
