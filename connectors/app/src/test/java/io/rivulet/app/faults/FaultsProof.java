package io.rivulet.app.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.rivulet.testkit.history.judge.Rule;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Three brokers and three nodes under load and faults: what the clients saw can have been so. With {@code faults.minutes} it
 * is the long proof: all kinds of faults, partitions of the network among them, for that long.
 */
class FaultsProof {

    /** What a short proof has time for; the loss of the state begins with a kill. */
    private static final List<Fault> SHORT = List.of(Fault.LOSE_STATE, Fault.PAUSE_NODE, Fault.KILL_BROKER);

    private static final Integer MINUTES = Integer.getInteger("faults.minutes");

    private final long seed = Long.getLong("faults.seed", System.nanoTime());

    @Test
    void shouldAnswerAsIfNothingHadFailed() throws Exception {
        FaultsRun run = MINUTES == null ? shortRun() : longRun();

        assertThat(run.judgement().violations())
                .as("-Dfaults.seed=%d, %s%n%s", seed, run.folder(), run.judgement())
                .isEmpty();
        // No rule passes on nothing.
        assertThat(run.judgement().checked().keySet()).contains(Rule.values());
        if (MINUTES != null) {
            FaultsReport.write(run, "-Dfaults.minutes=" + MINUTES + " -Dfaults.seed=" + seed);
        }
    }

    private FaultsRun shortRun() throws Exception {
        return FaultsRun.of(seed, Duration.ZERO, SHORT, null);
    }

    private FaultsRun longRun() throws Exception {
        try (Networks networks = new Networks()) {
            return FaultsRun.of(seed, Duration.ofMinutes(MINUTES), Fault.all(true), networks);
        }
    }
}
