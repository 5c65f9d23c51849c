package io.rivulet.benchmarks.fold;

import io.rivulet.benchmarks.fold.HostedSubject.Attached;
import io.rivulet.benchmarks.report.Table;
import io.rivulet.benchmarks.rounds.Experiment;
import io.rivulet.benchmarks.rounds.RunOptions;
import io.rivulet.benchmarks.workload.Workload;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Throughput of the fold with and without processors on its streams, which read beside it. */
@Command(name = "processors", description = "Events folded per second with processors attached.")
public final class ProcessorBenchmark implements Callable<Integer> {

    @Mixin
    private final RunOptions run = new RunOptions();

    @Mixin
    private final WorkloadOptions events = new WorkloadOptions();

    @Override
    public Integer call() throws Exception {
        Workload workload = events.workload();
        TopicRounds.run(run, workload, new Cost(workload));
        return 0;
    }

    private static final class Cost implements Experiment<Bench> {

        private static final String BASELINE = new HostedSubject(Attached.NONE).name();

        private final Table.Builder folded;
        private final Table.Builder thread;
        private final Table.Builder taken;

        Cost(Workload workload) {
            folded = new Table.Builder(workload.name() + ", first to last event", "events/s", BASELINE);
            thread = new Table.Builder(
                    workload.name() + ", processor time of the thread that folds", "us per event", BASELINE);
            taken = new Table.Builder(
                    workload.name() + ", first event to all processors caught up", "events/s", BASELINE);
        }

        @Override
        public String question() {
            return "What does the host of processors cost the fold?";
        }

        @Override
        public String expectation() {
            return "Nothing where no stream has a processor. The thread that folds takes at most a tenth more with one on "
                    + "every stream; on two cores, with the broker beside it, the fold as a whole loses more.";
        }

        @Override
        public void round(Bench bench) throws Exception {
            List<HostedSubject> subjects =
                    Arrays.stream(Attached.values()).map(HostedSubject::new).toList();
            long events = bench.topic().events();
            for (HostedSubject subject : bench.round().inTurn(subjects)) {
                try (SubjectRun run = SubjectRun.start(subject, bench.target(subject))) {
                    folded.add(subject.name(), events * 1e9 / run.awaitFolded().toNanos());
                    thread.add(subject.name(), run.foldingTime().toNanos() / 1e3 / events);
                    subject.awaitCaughtUp();
                    taken.add(subject.name(), events * 1e9 / (System.nanoTime() - run.firstNanos()));
                }
            }
        }

        @Override
        public List<Table.Builder> tables() {
            return List.of(folded, thread, taken);
        }
    }
}
