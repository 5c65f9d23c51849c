package io.rivulet.engine.append;

import java.util.Arrays;
import java.util.List;

/**
 * How long something took, counted.
 *
 * @param counts how many took at most the bound of the same place in {@link #BOUNDS_NANOS}, and longer than the one before; the last
 *     count is of those that took longer than all bounds
 * @param sumNanos of all
 */
public record Latencies(List<Long> counts, long sumNanos) {

    /** Upper bounds, inclusive, ascending: from half a millisecond to ten seconds. */
    public static final List<Long> BOUNDS_NANOS = Arrays.stream(
                    new double[] {0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000})
            .mapToObj(millis -> (long) (millis * 1_000_000))
            .toList();

    public Latencies {
        counts = List.copyOf(counts);
    }
}
