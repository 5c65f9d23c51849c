package io.rivulet.app.faults;

import io.rivulet.testkit.history.HistoryFile;
import io.rivulet.testkit.history.HistoryWriter;
import io.rivulet.testkit.history.Operation;
import io.rivulet.testkit.history.judge.Judge;
import io.rivulet.testkit.history.judge.Judgement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A cluster under load and faults, recorded and judged. Its files stay: {@code history.ndjson}, {@code judgement.txt} and the
 * logs of all processes.
 *
 * @param folder of its files
 * @param faults what was done, in order
 */
record FaultsRun(Path folder, long seed, List<Nemesis.Strike> faults, List<Operation> operations, Judgement judgement) {

    static final String HISTORY = "history.ndjson";

    private static final int CLIENTS = 12;
    private static final int TAILS = 6;
    private static final int STREAMS = 16;
    private static final Duration INTERVAL = Duration.ofMillis(80);

    /** Nothing is on its way any more, even if nobody waits for it: a broken connection does not stop an append. */
    private static final Duration QUIET = FaultyCluster.APPEND.plusSeconds(1);

    /**
     * Runs one until the time is over and every kind of fault was done.
     *
     * @param networks for partitions; null for one network
     */
    static FaultsRun of(long seed, Duration time, List<Fault> kinds, @Nullable Networks networks) throws Exception {
        Path folder;
        List<Nemesis.Strike> strikes;
        try (FaultyCluster cluster = new FaultyCluster(networks);
                HistoryWriter history = new HistoryWriter(cluster.folder().resolve(HISTORY))) {
            folder = cluster.folder();
            LoadPlan plan = new LoadPlan(seed, cluster.addresses(), CLIENTS, TAILS, STREAMS, INTERVAL, QUIET);
            RecordedCalls calls = new RecordedCalls(history, cluster.lives());
            try (Load load = new Load(plan, calls)) {
                load.start();
                Nemesis nemesis = new Nemesis(cluster, kinds, new Random(seed), calls::now);
                while (calls.now() < time.toNanos() || !nemesis.hasDoneAll()) {
                    nemesis.strike();
                    load.requireRunning();
                }
                load.settle();
                strikes = nemesis.strikes();
            }
        }
        List<Operation> operations = HistoryFile.read(folder.resolve(HISTORY));
        Judgement judgement = Judge.judge(operations);
        Files.writeString(folder.resolve("judgement.txt"), judgement + "\n");
        return new FaultsRun(folder, seed, strikes, operations, judgement);
    }
}
