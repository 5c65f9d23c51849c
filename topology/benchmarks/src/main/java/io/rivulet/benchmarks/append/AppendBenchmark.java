package io.rivulet.benchmarks.append;

import io.rivulet.api.StreamPath;
import io.rivulet.benchmarks.broker.Cluster;
import io.rivulet.benchmarks.report.Table;
import io.rivulet.benchmarks.rounds.Experiment;
import io.rivulet.benchmarks.rounds.Round;
import io.rivulet.benchmarks.rounds.Rounds;
import io.rivulet.benchmarks.rounds.RunOptions;
import io.rivulet.benchmarks.rounds.WorkFolder;
import io.rivulet.engine.EngineSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Latency from an append to its verdict inside the JVM, beside the bare produce that every append contains. */
@Command(name = "append", description = "Latency of an append inside the JVM.")
public final class AppendBenchmark implements Callable<Integer> {

    private static final String BARE_TOPIC = "bare";
    private static final int WARM_UP_FACTOR = 3;

    @Mixin
    private final RunOptions run = new RunOptions();

    @Option(names = "--size", defaultValue = "200", description = "Bytes of a payload (default ${DEFAULT-VALUE}).")
    private int size;

    @Option(names = "--streams", defaultValue = "1000", description = "How many (default ${DEFAULT-VALUE}).")
    private int streams;

    @Option(
            names = "--callers",
            split = ",",
            defaultValue = "1,16,128",
            description = "Threads that append at one time (default ${DEFAULT-VALUE}).")
    private List<Integer> callers = List.of();

    @Option(
            names = "--seconds",
            defaultValue = "4",
            description = "That each measurement lasts; three times as long to warm up (default ${DEFAULT-VALUE}).")
    private int seconds;

    @Override
    public Integer call() throws Exception {
        try (WorkFolder folder = WorkFolder.below(run.folder());
                Cluster cluster = Cluster.start(folder.path())) {
            cluster.createTopic(BARE_TOPIC);
            EngineSettings node = EngineSettings.of(Map.of(
                    EngineSettings.BOOTSTRAP_SERVERS,
                    cluster.bootstrapServers(),
                    EngineSettings.NAMESPACES,
                    "benchmark:events",
                    EngineSettings.TOPIC_PARTITIONS,
                    Cluster.PARTITIONS,
                    EngineSettings.STATE_DIR,
                    folder.resolve("state").toString()));
            try (Writer bare = new BareProduce(node, BARE_TOPIC);
                    Writer append = NodeAppend.open(node)) {
                Events events = Events.of(size, streams);
                for (StreamPath stream : events.streams()) {
                    append.write(stream, events.to(stream).event());
                }
                Latency latency = new Latency(events, List.of(bare, append));
                Rounds.run(run, latency, latency::round);
            }
        }
        return 0;
    }

    private final class Latency implements Experiment<Round> {

        private final Events events;
        private final List<Writer> writers;
        private final Table.Builder median = table("ms, median");
        private final Table.Builder p99 = table("ms, 99th percentile");
        private final Table.Builder rate = table("events/s");

        Latency(Events events, List<Writer> writers) {
            this.events = events;
            this.writers = writers;
        }

        @Override
        public String question() {
            return "How long does an append take inside the JVM, from the call to the verdict?";
        }

        @Override
        public String expectation() {
            return "About a millisecond with one caller, 3 with 16, 10 with 128; less than 2.5 times the bare produce.";
        }

        @Override
        public void round(Round round) throws Exception {
            Duration counted = Duration.ofSeconds((long) seconds * (round.isWarmUp() ? WARM_UP_FACTOR : 1));
            for (int count : callers) {
                String many = count + (count == 1 ? " caller, " : " callers, ");
                String baseline = many + BareProduce.NAME;
                for (Writer writer : round.inTurn(writers)) {
                    Callers.Seen seen = new Callers(count, writer, events).run(counted);
                    median.add(many + writer.name(), baseline, seen.medianMillis());
                    p99.add(many + writer.name(), baseline, seen.p99Millis());
                    rate.add(many + writer.name(), baseline, seen.perSecond());
                }
            }
        }

        @Override
        public List<Table.Builder> tables() {
            return List.of(median, p99, rate);
        }

        private Table.Builder table(String unit) {
            return new Table.Builder(size + " B, " + streams + " streams", unit, BareProduce.NAME);
        }
    }
}
