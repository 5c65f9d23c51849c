package io.rivulet.benchmarks.append;

import io.rivulet.api.StreamPath;
import io.rivulet.api.processor.Contract;
import io.rivulet.benchmarks.broker.Cluster;
import io.rivulet.benchmarks.fold.Counter;
import io.rivulet.benchmarks.report.Table;
import io.rivulet.benchmarks.rounds.Experiment;
import io.rivulet.benchmarks.rounds.Round;
import io.rivulet.benchmarks.rounds.Rounds;
import io.rivulet.benchmarks.rounds.RunOptions;
import io.rivulet.benchmarks.rounds.WorkFolder;
import io.rivulet.engine.EngineSettings;
import io.rivulet.engine.Extensions;
import io.rivulet.engine.Node;
import io.rivulet.engine.outbound.Outlets;
import io.rivulet.engine.processor.Catalogue;
import io.rivulet.engine.processor.RemoteAppends;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Latency of an append to streams with a processor, beside streams without one in another namespace of the same node. */
@Command(name = "append-watched", description = "Latency of an append to streams that have a processor.")
public final class WatchedBenchmark implements Callable<Integer> {

    private static final int SIZE = 200;
    private static final int STREAMS = 1000;
    private static final int WARM_UP_FACTOR = 3;

    @Mixin
    private final RunOptions run = new RunOptions();

    @Option(
            names = "--callers",
            split = ",",
            defaultValue = "1,16",
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
                Cluster cluster = Cluster.start(folder.path());
                Node node = open(cluster, folder)) {
            NodeAppend plain = NodeAppend.to(node, "plain", NodeAppend.NAME);
            NodeAppend watched = NodeAppend.to(node, "watched", "append to a stream with a processor");
            Events events = Events.of(SIZE, STREAMS);
            for (StreamPath stream : events.streams()) {
                plain.write(stream, events.to(stream).event());
                watched.write(stream, events.to(stream).event());
            }
            Latency latency = new Latency(events, List.of(plain, watched));
            Rounds.run(run, latency, latency::round);
        }
        return 0;
    }

    private static Node open(Cluster cluster, WorkFolder folder) {
        return Node.open(
                EngineSettings.of(Map.of(
                        EngineSettings.BOOTSTRAP_SERVERS,
                        cluster.bootstrapServers(),
                        EngineSettings.NAMESPACES,
                        "plain:plain,watched:watched",
                        EngineSettings.TOPIC_PARTITIONS,
                        Cluster.PARTITIONS,
                        EngineSettings.PROCESSOR_ATTACH,
                        "counter@watched/",
                        EngineSettings.STATE_DIR,
                        folder.resolve("state").toString())),
                new Extensions(
                        new Catalogue(List.of(new Counter("counter", Contract.ANY))),
                        RemoteAppends.NONE,
                        Outlets.NONE));
    }

    private final class Latency implements Experiment<Round> {

        private final Events events;
        private final List<NodeAppend> writers;
        private final Table.Builder median = table("ms, median");
        private final Table.Builder p99 = table("ms, 99th percentile");
        private final Table.Builder rate = table("events/s");

        Latency(Events events, List<NodeAppend> writers) {
            this.events = events;
            this.writers = writers;
        }

        @Override
        public String question() {
            return "What does a processor on a stream cost an append to it?";
        }

        @Override
        public String expectation() {
            return "Nothing while the machine has a processor to spare: with one caller 1.1 times at most. With 16 on two cores "
                    + "the counting itself takes its share of them.";
        }

        @Override
        public void round(Round round) throws Exception {
            Duration counted = Duration.ofSeconds((long) seconds * (round.isWarmUp() ? WARM_UP_FACTOR : 1));
            for (int count : callers) {
                String many = count + (count == 1 ? " caller, " : " callers, ");
                for (NodeAppend writer : round.inTurn(writers)) {
                    Callers.Seen seen = new Callers(count, writer, events).run(counted);
                    median.add(many + writer.name(), many + NodeAppend.NAME, seen.medianMillis());
                    p99.add(many + writer.name(), many + NodeAppend.NAME, seen.p99Millis());
                    rate.add(many + writer.name(), many + NodeAppend.NAME, seen.perSecond());
                }
            }
        }

        @Override
        public List<Table.Builder> tables() {
            return List.of(median, p99, rate);
        }

        private Table.Builder table(String unit) {
            return new Table.Builder(SIZE + " B, " + STREAMS + " streams", unit, "one without");
        }
    }
}
