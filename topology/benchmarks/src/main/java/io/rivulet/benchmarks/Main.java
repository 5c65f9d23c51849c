package io.rivulet.benchmarks;

import io.rivulet.benchmarks.append.AppendBenchmark;
import io.rivulet.benchmarks.append.WatchedBenchmark;
import io.rivulet.benchmarks.feed.FeedBenchmark;
import io.rivulet.benchmarks.fold.BytesBenchmark;
import io.rivulet.benchmarks.fold.FoldBenchmark;
import io.rivulet.benchmarks.fold.ProcessorBenchmark;
import io.rivulet.benchmarks.fold.RebuildBenchmark;
import io.rivulet.benchmarks.micro.MicroBenchmark;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The command line: one subcommand for each question. */
@Command(
        name = "benchmarks",
        description = "Measures Rivulet beside its baselines.",
        subcommands = {
            FoldBenchmark.class,
            AppendBenchmark.class,
            RebuildBenchmark.class,
            BytesBenchmark.class,
            FeedBenchmark.class,
            ProcessorBenchmark.class,
            WatchedBenchmark.class,
            MicroBenchmark.class,
            HelpCommand.class
        },
        mixinStandardHelpOptions = true)
public final class Main {

    Main() {}

    /** Runs a benchmark; the exit code is that of the command. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new Main()).execute(args));
    }
}
