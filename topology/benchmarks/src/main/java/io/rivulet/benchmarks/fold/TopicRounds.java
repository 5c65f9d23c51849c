package io.rivulet.benchmarks.fold;

import io.rivulet.benchmarks.broker.Cluster;
import io.rivulet.benchmarks.rounds.Experiment;
import io.rivulet.benchmarks.rounds.Round;
import io.rivulet.benchmarks.rounds.Rounds;
import io.rivulet.benchmarks.rounds.RunOptions;
import io.rivulet.benchmarks.rounds.WorkFolder;
import io.rivulet.benchmarks.workload.Workload;
import java.nio.file.Path;

/** Rounds on a whole topic: every round fills it anew, and leaves nothing behind. */
final class TopicRounds {

    private TopicRounds() {}

    static void run(RunOptions options, Workload workload, Experiment<Bench> experiment) throws Exception {
        try (WorkFolder folder = WorkFolder.below(options.folder());
                Cluster cluster = Cluster.start(folder.path())) {
            Rounds.run(options, experiment, round -> run(round, cluster, folder, workload, experiment));
        }
    }

    private static void run(
            Round round, Cluster cluster, WorkFolder folder, Workload workload, Experiment<Bench> experiment)
            throws Exception {
        String prefix = "round-" + round.number() + "-";
        String topic = prefix + "events";
        Path state = folder.resolve(prefix + "state");
        cluster.createTopic(topic);
        experiment.round(new Bench(round, cluster, RawProducer.load(cluster, topic, workload), state));
        cluster.deleteTopics(prefix);
        WorkFolder.delete(state);
    }
}
