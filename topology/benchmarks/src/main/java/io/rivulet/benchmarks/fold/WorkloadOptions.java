package io.rivulet.benchmarks.fold;

import io.rivulet.benchmarks.workload.HistoryWorkload;
import io.rivulet.benchmarks.workload.StreamChoice;
import io.rivulet.benchmarks.workload.SyntheticWorkload;
import io.rivulet.benchmarks.workload.Workload;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a topic is filled with. */
final class WorkloadOptions {

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

    Workload workload() throws IOException {
        Path file = history;
        return file == null
                ? new SyntheticWorkload(
                        events, size, isSkewed ? StreamChoice.skewed(streams) : StreamChoice.uniform(streams))
                : HistoryWorkload.read(file, events);
    }
}
