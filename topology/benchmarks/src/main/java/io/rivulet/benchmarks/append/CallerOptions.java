package io.rivulet.benchmarks.append;

import java.util.List;
import picocli.CommandLine.Option;

/** How many write at one time, and for how long. */
final class CallerOptions {

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

    List<Integer> callers() {
        return callers;
    }

    int seconds() {
        return seconds;
    }
}
