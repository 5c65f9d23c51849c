package io.rivulet.app.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Ways to read the same stream, which take turns. */
final class ReadBench {

    private final int rounds;
    private final Consumer<String> progress;

    ReadBench(int rounds, Consumer<String> progress) {
        this.rounds = rounds;
        this.progress = progress;
    }

    /**
     * What came out for a way of reading.
     *
     * @param rounds events in a second, round by round
     */
    record Result(String name, List<Double> rounds) {

        Result {
            rounds = List.copyOf(rounds);
        }

        double eventsPerSecond() {
            return Medians.of(rounds);
        }

        /** The median over the rounds of this by that. */
        double ratioTo(Result baseline) {
            List<Double> ratios = new ArrayList<>();
            for (int round = 0; round < rounds.size(); round++) {
                ratios.add(rounds.get(round) / baseline.rounds.get(round));
            }
            return Medians.of(ratios);
        }
    }

    /** Reads, in each round beginning with another. Results are in the order of the readings. */
    List<Result> run(List<? extends Reading> readings) throws IOException {
        List<List<Double>> rates = new ArrayList<>();
        readings.forEach(reading -> rates.add(new ArrayList<>()));
        for (int round = 0; round <= rounds; round++) {
            for (int turn = 0; turn < readings.size(); turn++) {
                int which = (round + turn) % readings.size();
                Reading reading = readings.get(which);
                progress.accept(reading.name() + ", " + (round == 0 ? "warm-up" : "round " + round + " of " + rounds));
                double rate = reading.read().eventsPerSecond();
                if (round > 0) {
                    rates.get(which).add(rate);
                }
            }
        }
        List<Result> results = new ArrayList<>();
        for (int which = 0; which < readings.size(); which++) {
            results.add(new Result(readings.get(which).name(), rates.get(which)));
        }
        return results;
    }
}
