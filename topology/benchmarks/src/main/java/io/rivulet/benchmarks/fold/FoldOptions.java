package io.rivulet.benchmarks.fold;

import io.rivulet.benchmarks.workload.HistoryWorkload;
import io.rivulet.benchmarks.workload.StreamChoice;
import io.rivulet.benchmarks.workload.SyntheticWorkload;
import io.rivulet.benchmarks.workload.Workload;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options that every benchmark of a whole topic takes: its workload, its rounds, its folder. */
final class FoldOptions {

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec command;

    @Option(names = "--events", defaultValue = "1000000", description = "How many (default ${DEFAULT-VALUE}).")
    private long events;

    @Option(names = "--size", defaultValue = "200", description = "Bytes of a payload (default ${DEFAULT-VALUE}).")
    private int size;

    @Option(names = "--streams", defaultValue = "10000", description = "How many (default ${DEFAULT-VALUE}).")
    private int streams;

    @Option(names = "--skewed", description = "Few streams get most of the events, by Zipf's law.")
    private boolean isSkewed;

    @Option(names = "--history", description = "NDJSON, gzipped or not, to measure on instead; repeated as needed.")
    private @Nullable Path history;

    @Option(names = "--rounds", defaultValue = "5", description = "After one to warm up (default ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--dir", defaultValue = "data/benchmarks", description = "For all data (default ${DEFAULT-VALUE}).")
    private Path folder = Path.of(".");

    @Option(names = "--json", description = "A file for the results.")
    private @Nullable Path json;

    Workload workload() throws IOException {
        Path file = history;
        return file == null
                ? new SyntheticWorkload(
                        events, size, isSkewed ? StreamChoice.skewed(streams) : StreamChoice.uniform(streams))
                : HistoryWorkload.read(file, events);
    }

    /** The command as it was typed, for the record. */
    String command() {
        return "java -jar benchmarks.jar "
                + String.join(" ", command.root().commandLine().getParseResult().originalArgs());
    }

    int rounds() {
        return rounds;
    }

    Path folder() {
        return folder;
    }

    @Nullable
    Path json() {
        return json;
    }
}
