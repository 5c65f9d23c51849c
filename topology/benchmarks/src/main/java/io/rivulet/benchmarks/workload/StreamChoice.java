package io.rivulet.benchmarks.workload;

import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;

/** Which of a number of streams an event goes to. */
public final class StreamChoice {

    private final String name;

    /** The share of the streams up to and with each one. */
    private final double[] cumulative;

    private StreamChoice(String name, double[] weights) {
        this.name = name;
        this.cumulative = weights;
        Arrays.parallelPrefix(cumulative, Double::sum);
    }

    /** Every stream is as likely as any other. */
    public static StreamChoice uniform(int streams) {
        double[] weights = new double[streams];
        Arrays.fill(weights, 1);
        return new StreamChoice(named(streams, "uniform"), weights);
    }

    /** Zipf's law: the second stream gets half as many as the first, the third a third. */
    public static StreamChoice skewed(int streams) {
        double[] weights = new double[streams];
        Arrays.setAll(weights, rank -> 1.0 / (rank + 1));
        return new StreamChoice(named(streams, "skewed"), weights);
    }

    String name() {
        return name;
    }

    int streams() {
        return cumulative.length;
    }

    int next(SplittableRandom random) {
        double point = random.nextDouble() * cumulative[cumulative.length - 1];
        int found = Arrays.binarySearch(cumulative, point);
        return Math.min(found < 0 ? -found - 1 : found + 1, cumulative.length - 1);
    }

    private static String named(int streams, String law) {
        return String.format(Locale.ROOT, "%,d streams, %s", streams, law);
    }
}
