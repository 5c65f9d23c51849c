package io.rivulet.benchmarks.fold;

import io.rivulet.benchmarks.report.Table;
import io.rivulet.benchmarks.rounds.Experiment;
import io.rivulet.benchmarks.rounds.RunOptions;
import io.rivulet.benchmarks.workload.Workload;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Throughput of folding an existing topic on one stream thread, between a bare consumer and the stock topology. */
@Command(name = "fold", description = "Events folded per second on one thread.")
public final class FoldBenchmark implements Callable<Integer> {

    @Mixin
    private final RunOptions run = new RunOptions();

    @Mixin
    private final WorkloadOptions events = new WorkloadOptions();

    @Override
    public Integer call() throws Exception {
        Workload workload = events.workload();
        TopicRounds.run(run, workload, new Throughput(workload));
        return 0;
    }

    private static final class Throughput implements Experiment<Bench> {

        private final Table.Builder folded;
        private final Table.Builder durable;

        Throughput(Workload workload) {
            folded = new Table.Builder(workload.name() + ", first to last event", "events/s", Subjects.BASELINE.name());
            durable = new Table.Builder(
                    workload.name() + ", first event to all flushed and committed",
                    "events/s",
                    Subjects.BASELINE.name());
        }

        @Override
        public String question() {
            return "How many events a second does one stream thread fold from an existing topic?";
        }

        @Override
        public String expectation() {
            return "With 200 B on two cores: a bare consumer a million, the stock topology 40 thousand, Rivulet more than "
                    + "three times that.";
        }

        @Override
        public void round(Bench bench) throws Exception {
            folded.add(
                    "raw producer, acks=all", perSecond(bench, bench.loading().elapsed()));
            folded.add("raw consumer", perSecond(bench, RawConsumer.read(bench.cluster(), bench.topic())));
            for (Subject subject : bench.subjects()) {
                try (SubjectRun run = SubjectRun.start(subject, bench.target(subject))) {
                    folded.add(subject.name(), perSecond(bench, run.awaitFolded()));
                    durable.add(subject.name(), perSecond(bench, run.closeDurably()));
                }
            }
        }

        @Override
        public List<Table.Builder> tables() {
            return List.of(folded, durable);
        }

        private static double perSecond(Bench bench, Duration elapsed) {
            return bench.topic().events() * 1e9 / elapsed.toNanos();
        }
    }
}
