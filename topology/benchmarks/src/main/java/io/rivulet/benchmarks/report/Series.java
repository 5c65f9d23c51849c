package io.rivulet.benchmarks.report;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What one contender did, a value for each round.
 *
 * @param baseline the name of the series that its ratio is taken to
 * @param rounds in the order in which they ran; the same rounds as in every other series of the table
 */
public record Series(String name, String baseline, List<Double> rounds) {

    public Series {
        rounds = List.copyOf(rounds);
    }

    public double median() {
        return median(rounds);
    }

    /** The median over the rounds of this value by the other's of the same round. */
    public double ratioTo(Series other) {
        return median(IntStream.range(0, rounds.size())
                .mapToObj(round -> rounds.get(round) / other.rounds.get(round))
                .toList());
    }

    private static double median(List<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
