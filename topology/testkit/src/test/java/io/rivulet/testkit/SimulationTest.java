package io.rivulet.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.rivulet.api.Refusal.Reason;
import io.rivulet.testkit.model.ReferenceModel;
import io.rivulet.testkit.model.Verdict;
import io.rivulet.wire.Flaw;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A few hundred seeds on every build; {@link SimulationMain} takes thousands. */
class SimulationTest {

    private static final int SEEDS = 200;

    /** With a floor on what is met, so that no seed passes on nothing. */
    @Test
    void shouldAgreeWithTheModelOnRandomLogs() {
        Set<Verdict.Kind> kinds = EnumSet.noneOf(Verdict.Kind.class);
        Set<Reason> reasons = EnumSet.noneOf(Reason.class);
        Set<Flaw> flaws = EnumSet.noneOf(Flaw.class);
        long resets = 0;
        int largestRow = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            ReferenceModel model = Simulation.run(seed);
            resets += model.resets();
            flaws.addAll(model.flaws().values());
            for (Verdict verdict : model.verdicts().values()) {
                kinds.add(verdict.kind());
                if (verdict.reason() != null) {
                    reasons.add(verdict.reason());
                }
            }
            largestRow = Math.max(largestRow, largestRow(model));
        }
        assertThat(kinds).containsExactly(Verdict.Kind.values());
        assertThat(reasons).containsExactly(Reason.values());
        assertThat(flaws).containsExactly(Flaw.values());
        assertThat(resets).isGreaterThan(100);
        assertThat(largestRow).isEqualTo(200);
    }

    @Test
    void shouldReportProgressAndFailures() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        long failures = SimulationMain.simulate(7, 2, new PrintStream(out, true, UTF_8));

        assertThat(failures).isZero();
        assertThat(out.toString(UTF_8)).contains("2 of 2 seeds, 0 failed");
    }

    private static int largestRow(ReferenceModel model) {
        return model.streams().values().stream()
                .flatMap(stream -> stream.feed().stream())
                .mapToInt(span -> span.count())
                .max()
                .orElse(0);
    }
}
