package io.rivulet.app.bench;

import io.rivulet.app.bench.BenchPlan.Limit;
import io.rivulet.app.bench.Reading.Pass;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Ways to read the same stream, which take turns. */
final class ReadBench {

    private final int rounds;
    private final Limit limit;
    private final Consumer<String> progress;

    /** @param limit of a round: the stream is read over and over until then, at least once */
    ReadBench(int rounds, Limit limit, Consumer<String> progress) {
        this.rounds = rounds;
        this.limit = limit;
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
                double rate = round(reading).eventsPerSecond();
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

    private Pass round(Reading reading) throws IOException {
        Pass all = Pass.NONE;
        do {
            all = all.plus(reading.read());
        } while (all.time().compareTo(limit.time()) < 0 && all.events() < limit.events());
        return all;
    }
}
