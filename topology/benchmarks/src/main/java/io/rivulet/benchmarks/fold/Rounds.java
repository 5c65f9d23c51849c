package io.rivulet.benchmarks.fold;

import io.rivulet.benchmarks.report.Circumstances;
import io.rivulet.benchmarks.report.Report;
import io.rivulet.benchmarks.report.Table;
import io.rivulet.benchmarks.workload.Workload;
import java.nio.file.Path;
import java.time.Instant;

/**
 * Runs an experiment: one round to warm up, which does not count, then the others. Every round fills a topic anew, and
 * leaves nothing behind.
 */
final class Rounds {

    private Rounds() {}

    /** Runs, prints and, if asked to, writes the report. */
    static void run(FoldOptions options, Workload workload, Experiment experiment) throws Exception {
        try (WorkFolder folder = WorkFolder.below(options.folder());
                Cluster cluster = Cluster.start(folder.path())) {
            for (int round = 0; round <= options.rounds(); round++) {
                System.err.printf("round %d of %d%n", round, options.rounds());
                run(round, cluster, folder, workload, experiment);
                if (round == 0) {
                    experiment.tables().forEach(Table.Builder::clear);
                }
            }
        }
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

    private static void run(int round, Cluster cluster, WorkFolder folder, Workload workload, Experiment experiment)
            throws Exception {
        String prefix = "round-" + round + "-";
        String topic = prefix + "events";
        Path state = folder.resolve(prefix + "state");
        cluster.createTopic(topic);
        experiment.round(new Bench(round, cluster, RawProducer.load(cluster, topic, workload), state));
        cluster.deleteTopics(prefix);
        WorkFolder.delete(state);
    }
}
