package io.rivulet.benchmarks.feed;

import io.rivulet.benchmarks.report.Table;
import io.rivulet.benchmarks.rounds.Experiment;
import io.rivulet.benchmarks.rounds.Round;
import io.rivulet.benchmarks.rounds.Rounds;
import io.rivulet.benchmarks.rounds.RunOptions;
import io.rivulet.benchmarks.rounds.WorkFolder;
import io.rivulet.benchmarks.rows.CountingRows;
import io.rivulet.benchmarks.workload.GroupedWorkload;
import io.rivulet.benchmarks.workload.Workload;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What an event costs the feed, by how many events of its type stand in a row. */
@Command(name = "feed", description = "Cost of an event in groups of 10, a thousand and a million.")
public final class FeedBenchmark implements Callable<Integer> {

    private static final List<Long> GROUP_SIZES = List.of(10L, 1_000L, 1_000_000L);

    @Mixin
    private final RunOptions run = new RunOptions();

    @Option(names = "--events", defaultValue = "2000000", description = "In one stream (default ${DEFAULT-VALUE}).")
    private long events;

    @Option(names = "--size", defaultValue = "200", description = "Bytes of a payload (default ${DEFAULT-VALUE}).")
    private int size;

    @Override
    public Integer call() throws Exception {
        try (WorkFolder folder = WorkFolder.below(run.folder())) {
            Groups groups = new Groups(folder);
            Rounds.run(run, groups, groups::round);
        }
        return 0;
    }

    private final class Groups implements Experiment<Round> {

        private final WorkFolder folder;
        private final String baseline = workload(GROUP_SIZES.get(0)).name();
        private final Table.Builder rows = table("closed rows of the feed per event");
        private final Table.Builder bytes = table("bytes of them per event");
        private final Table.Builder pure = table("ns of CPU per event, fold without a store");
        private final Table.Builder stored = table("ns of CPU per event, fold into RocksDB");

        Groups(WorkFolder folder) {
            this.folder = folder;
        }

        @Override
        public String question() {
            return "Does an event cost more, the more events of its type stand together?";
        }

        @Override
        public String expectation() {
            return "No: a row of the feed is written once, when it closes, and holds at most 200 events. Groups of 10 put a "
                    + "row for ten events, longer ones a row for 200; the time for an event falls a little with it and "
                    + "then stays.";
        }

        @Override
        public void round(Round round) throws Exception {
            for (long groupSize : round.inTurn(GROUP_SIZES)) {
                Workload workload = workload(groupSize);
                CountingRows counted = new CountingRows();
                pure.add(workload.name(), FoldCost.pure(workload, counted));
                rows.add(workload.name(), counted.feed().rows() / (double) events);
                bytes.add(workload.name(), counted.feed().bytes() / (double) events);
                Path store = folder.resolve("round-" + round.number() + "-" + groupSize);
                stored.add(workload.name(), FoldCost.stored(workload, store));
                WorkFolder.delete(store);
            }
        }

        @Override
        public List<Table.Builder> tables() {
            return List.of(rows, bytes, pure, stored);
        }

        private Workload workload(long groupSize) {
            return new GroupedWorkload(events, size, groupSize);
        }

        private Table.Builder table(String unit) {
            return new Table.Builder(
                    String.format(Locale.ROOT, "%,d events of %d B in one stream", events, size), unit, baseline);
        }
    }
}
