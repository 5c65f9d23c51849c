package io.rivulet.testkit;

import java.io.PrintStream;
import java.util.List;

/** Simulates many seeds: {@code --seeds N [--from S]}. Exits with 1 if any failed. */
public final class SimulationMain {

    private static final int REPORT_EVERY = 500;

    private SimulationMain() {}

    public static void main(String[] args) {
        List<String> words = List.of(args);
        long seeds = number(words, "--seeds", 1000);
        long from = number(words, "--from", 0);
        System.exit(simulate(from, seeds, System.out) == 0 ? 0 : 1);
    }

    /** Answers how many of the seeds failed. */
    static long simulate(long from, long seeds, PrintStream out) {
        long failures = 0;
        for (long seed = from; seed < from + seeds; seed++) {
            try {
                Simulation.run(seed);
            } catch (AssertionError e) {
                failures++;
                out.println(e.getMessage());
            }
            long done = seed - from + 1;
            if (done % REPORT_EVERY == 0 || done == seeds) {
                out.println(done + " of " + seeds + " seeds, " + failures + " failed");
            }
        }
        return failures;
    }

    private static long number(List<String> words, String option, long otherwise) {
        int at = words.indexOf(option);
        return at < 0 ? otherwise : Long.parseLong(words.get(at + 1));
    }
}
