package io.rivulet.benchmarks.micro;

import io.rivulet.benchmarks.report.Table;
import io.rivulet.benchmarks.rounds.Experiment;
import io.rivulet.benchmarks.rounds.Round;
import io.rivulet.benchmarks.rounds.Rounds;
import io.rivulet.benchmarks.rounds.RunOptions;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What the steps of a fold cost by themselves, by JMH: each round runs every one in a JVM of its own. */
@Command(name = "micro", description = "Nanoseconds for an envelope, a fold without a store, an event served.")
public final class MicroBenchmark implements Callable<Integer> {

    @Mixin
    private final RunOptions run = new RunOptions();

    @Override
    public Integer call() throws Exception {
        Steps steps = new Steps();
        Rounds.run(run, steps, steps::round);
        return 0;
    }

    /**
     * A row of the table.
     *
     * @param method class and method
     * @param size of the payload; empty if it does not count
     */
    private record Step(String method, String size, String name, String baseline) {

        private static final String WALK = "walk over the headers";
        private static final String READ = "Envelope.read";

        static final List<Step> ALL = List.of(
                new Step("HeadersMicro.walk", "", WALK, WALK),
                new Step("HeadersMicro.read", "", READ, WALK),
                new Step("FoldMicro.apply", "200", "Fold.apply, 200 B", READ),
                new Step("FoldMicro.apply", "1024", "Fold.apply, 1 KiB", READ),
                new Step("MirrorMicro.copy", "200", "copy as much, 200 B", "copy as much, 200 B"),
                new Step("MirrorMicro.writeTo", "200", "MirrorRow.writeTo, 200 B", "copy as much, 200 B"),
                new Step("MirrorMicro.copy", "1024", "copy as much, 1 KiB", "copy as much, 1 KiB"),
                new Step("MirrorMicro.writeTo", "1024", "MirrorRow.writeTo, 1 KiB", "copy as much, 1 KiB"));

        double nanos(Collection<RunResult> results) {
            return results.stream()
                    .filter(result -> result.getParams().getBenchmark().endsWith("." + method))
                    .filter(result -> size.isEmpty()
                            || result.getParams().getParam("size").equals(size))
                    .mapToDouble(result -> result.getPrimaryResult().getScore())
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static final class Steps implements Experiment<Round> {

        private final Table.Builder nanos = new Table.Builder("step, one record", "ns", "its baseline");

        @Override
        public String question() {
            return "How long do the steps of a fold take by themselves, without Kafka and without a store?";
        }

        @Override
        public String expectation() {
            return "An envelope some 100 ns, a fold less than 1,000; serving an event a scan of its payload over a copy.";
        }

        /** JMH warms every step up itself. */
        @Override
        public boolean needsWarmUp() {
            return false;
        }

        @Override
        public void round(Round round) throws RunnerException {
            Collection<RunResult> results = new Runner(options()).run();
            for (Step step : Step.ALL) {
                nanos.add(step.name(), step.baseline(), step.nanos(results));
            }
        }

        @Override
        public List<Table.Builder> tables() {
            return List.of(nanos);
        }

        private static Options options() {
            return new OptionsBuilder()
                    .include(MicroBenchmark.class.getPackageName().replace(".", "\\.") + "\\..*Micro\\..*")
                    .mode(Mode.AverageTime)
                    .timeUnit(TimeUnit.NANOSECONDS)
                    .forks(1)
                    .warmupIterations(2)
                    .warmupTime(TimeValue.seconds(1))
                    .measurementIterations(2)
                    .measurementTime(TimeValue.seconds(1))
                    .verbosity(VerboseMode.SILENT)
                    .shouldFailOnError(true)
                    .build();
        }
    }
}
