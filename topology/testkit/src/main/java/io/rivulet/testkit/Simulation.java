package io.rivulet.testkit;

import io.rivulet.engine.fold.FoldSettings;
import io.rivulet.testkit.MapRows.Checkpoint;
import io.rivulet.testkit.model.ReferenceModel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * One random log, folded without a break and folded with crashes: both must have the rows and verdicts that the model
 * says. All chance comes from the seed, so that a failure can be had again.
 */
public final class Simulation {

    private static final int MOST_DIFFERENCES = 12;

    /** A moment to go back to: how many records had been folded, and what was stored of them. */
    private record Moment(int folded, Checkpoint checkpoint) {}

    private final RandomGenerator random;
    private final FoldSettings settings;
    private final int partition;
    private final List<ConsumerRecord<byte[], byte[]>> log;

    private Simulation(long seed) {
        random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        settings = new FoldSettings(random.nextInt(2, 4), RandomForm.of(seed), 4096);
        partition = random.nextInt(settings.partitions());
        log = RandomLog.of(random, settings, partition);
    }

    /**
     * Simulates the history that belongs to a seed; answers what it means.
     *
     * @throws AssertionError if fold and model differ; the message names the seed
     */
    public static ReferenceModel run(long seed) {
        try {
            return new Simulation(seed).run();
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
        }
    }

    private ReferenceModel run() {
        ReferenceModel model = ReferenceModel.of(log, settings, partition);
        FoldRun straight = FoldRun.of(log, settings, partition);
        requireAgreement("in one go", model, straight);
        FoldRun crashing = foldWithCrashes();
        requireAgreement("with crashes", model, crashing);
        if (!straight.digest().equals(crashing.digest())) {
            throw new AssertionError("with crashes the rows are others than in one go");
        }
        return model;
    }

    private static void requireAgreement(String how, ReferenceModel model, FoldRun run) {
        List<String> differences = Agreement.differences(model, run);
        if (!differences.isEmpty()) {
            throw new AssertionError("folded " + how + ", " + differences.size() + " differences:\n"
                    + String.join("\n", differences.subList(0, Math.min(MOST_DIFFERENCES, differences.size()))));
        }
    }

    private FoldRun foldWithCrashes() {
        FoldRun run = new FoldRun(settings, partition);
        Deque<Moment> moments = new ArrayDeque<>();
        moments.push(new Moment(0, Checkpoint.NONE));
        int crashes = random.nextInt(1, 6);
        int largestGroup = random.nextInt(1, 60);
        int folded = 0;
        while (folded < log.size()) {
            int end = Math.min(log.size(), folded + random.nextInt(1, largestGroup + 1));
            if (crashes > 0 && random.nextInt(6) == 0) {
                crashes--;
                crashWithin(run, log.subList(folded, random.nextInt(folded, end + 1)));
                folded = restart(run, moments);
                continue;
            }
            log.subList(folded, end).forEach(run::apply);
            folded = end;
            if (random.nextInt(3) == 0) {
                moments.push(new Moment(folded, run.checkpoint()));
            }
        }
        return run;
    }

    /** Folds part of a group; its rows are then there, ahead of the progress, or not. */
    private void crashWithin(FoldRun run, List<ConsumerRecord<byte[], byte[]>> group) {
        int start = run.rows().mark();
        group.forEach(run::apply);
        if (random.nextBoolean()) {
            run.rows().rollback(start);
        }
    }

    /** Goes back to the last checkpoint or one before it; records may come again that it knows. */
    private int restart(FoldRun run, Deque<Moment> moments) {
        while (moments.size() > 1 && random.nextInt(3) == 0) {
            moments.pop();
        }
        Moment moment = moments.element();
        run.restartFrom(moment.checkpoint());
        return Math.max(0, moment.folded() - random.nextInt(5));
    }
}
