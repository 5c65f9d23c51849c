package io.rivulet.benchmarks.rounds;

import io.rivulet.benchmarks.report.Circumstances;
import io.rivulet.benchmarks.report.Report;
import io.rivulet.benchmarks.report.Table;
import java.nio.file.Path;
import java.time.Instant;

/** Runs an experiment: if it needs it one round to warm up, which does not count, then the others; and reports. */
public final class Rounds {

    private Rounds() {}

    /** Makes ready what a round needs, has the experiment measure on it, and puts it away. */
    public interface Body {
        void run(Round round) throws Exception;
    }

    /** Runs, prints and, if asked to, writes the report. */
    public static void run(RunOptions options, Experiment<?> experiment, Body body) throws Exception {
        for (int number = experiment.needsWarmUp() ? 0 : 1; number <= options.rounds(); number++) {
            System.err.printf("round %d of %d%n", number, options.rounds());
            Round round = new Round(number);
            body.run(round);
            if (round.isWarmUp()) {
                experiment.tables().forEach(Table.Builder::clear);
            }
        }
        report(options, experiment);
    }

    private static void report(RunOptions options, Experiment<?> experiment) throws Exception {
        Report report = new Report(
                experiment.question(),
                experiment.expectation(),
                Circumstances.of(options.command(), Instant.now()),
                experiment.tables().stream().map(Table.Builder::build).toList());
        System.out.println(report.toMarkdown());
        Path json = options.json();
        if (json != null) {
            report.writeJson(json);
        }
    }
}
