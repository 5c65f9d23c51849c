package io.rivulet.benchmarks.append;

import io.rivulet.api.StreamPath;
import io.rivulet.benchmarks.broker.Cluster;
import io.rivulet.benchmarks.rounds.Rounds;
import io.rivulet.benchmarks.rounds.RunOptions;
import io.rivulet.benchmarks.rounds.WorkFolder;
import io.rivulet.engine.EngineSettings;
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

    @Mixin
    private final RunOptions run = new RunOptions();

    @Option(names = "--size", defaultValue = "200", description = "Bytes of a payload (default ${DEFAULT-VALUE}).")
    private int size;

    @Option(names = "--streams", defaultValue = "1000", description = "How many (default ${DEFAULT-VALUE}).")
    private int streams;

    @Mixin
    private final CallerOptions callers = new CallerOptions();

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
                Latency latency = new Latency(
                        "How long does an append take inside the JVM, from the call to the verdict?",
                        "About a millisecond with one caller, 3 with 16, 10 with 128; less than 2.5 times the bare produce.",
                        size + " B, " + streams + " streams",
                        BareProduce.NAME,
                        callers,
                        events,
                        List.of(bare, append));
                Rounds.run(run, latency, latency::round);
            }
        }
        return 0;
    }
}
