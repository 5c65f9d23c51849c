package io.rivulet.benchmarks.fold;

import io.rivulet.benchmarks.fold.Subject.Target;
import io.rivulet.benchmarks.report.Table;
import io.rivulet.benchmarks.rounds.Experiment;
import io.rivulet.benchmarks.rounds.RunOptions;
import io.rivulet.benchmarks.rounds.WorkFolder;
import io.rivulet.benchmarks.workload.Workload;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Time from the loss of the whole state folder to a subject that is ready again. */
@Command(name = "rebuild", description = "Seconds to rebuild the stores from Kafka.")
public final class RebuildBenchmark implements Callable<Integer> {

    @Mixin
    private final RunOptions run = new RunOptions();

    @Mixin
    private final WorkloadOptions events = new WorkloadOptions();

    @Override
    public Integer call() throws Exception {
        Workload workload = events.workload();
        TopicRounds.run(run, workload, new Rebuild(workload));
        return 0;
    }

    private static final class Rebuild implements Experiment<Bench> {

        private final Table.Builder seconds;

        Rebuild(Workload workload) {
            seconds = new Table.Builder(
                    workload.name() + ", start to ready", "s per million events", Subjects.BASELINE.name());
        }

        @Override
        public String question() {
            return "How long does a node take to rebuild its stores when the state folder is lost?";
        }

        @Override
        public String expectation() {
            return "With 200 B: 8 s per million events from changelogs, about as long by folding the topic anew.";
        }

        @Override
        public void round(Bench bench) throws Exception {
            for (Subject subject : bench.subjects()) {
                Target target = bench.target(subject);
                try (SubjectRun first = SubjectRun.start(subject, target)) {
                    first.awaitFolded();
                }
                WorkFolder.delete(target.stateFolder());
                try (SubjectRun second = SubjectRun.start(subject, target)) {
                    double elapsed = second.awaitRestored().toNanos() / 1e9;
                    seconds.add(subject.name(), elapsed * 1e6 / bench.topic().events());
                }
            }
        }

        @Override
        public List<Table.Builder> tables() {
            return List.of(seconds);
        }
    }
}
