package io.rivulet.benchmarks.append;

import io.rivulet.api.StreamPath;
import io.rivulet.api.processor.Contract;
import io.rivulet.benchmarks.broker.Cluster;
import io.rivulet.benchmarks.fold.Counter;
import io.rivulet.benchmarks.rounds.Rounds;
import io.rivulet.benchmarks.rounds.RunOptions;
import io.rivulet.benchmarks.rounds.WorkFolder;
import io.rivulet.engine.EngineSettings;
import io.rivulet.engine.Extensions;
import io.rivulet.engine.Node;
import io.rivulet.engine.outbound.Outlets;
import io.rivulet.engine.processor.Catalogue;
import io.rivulet.engine.processor.RemoteAppends;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Latency of an append to streams with a processor, beside streams without one in another namespace of the same node. */
@Command(name = "append-watched", description = "Latency of an append to streams that have a processor.")
public final class WatchedBenchmark implements Callable<Integer> {

    private static final int SIZE = 200;
    private static final int STREAMS = 1000;

    @Mixin
    private final RunOptions run = new RunOptions();

    @Mixin
    private final CallerOptions callers = new CallerOptions();

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
            Latency latency = new Latency(
                    "What does a processor on a stream cost an append to it?",
                    "Nothing while the machine has a processor to spare: with one caller 1.1 times at most. With 16 on two cores "
                            + "the counting itself takes its share of them.",
                    SIZE + " B, " + STREAMS + " streams",
                    "one without",
                    callers,
                    events,
                    List.of(plain, watched));
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
}
