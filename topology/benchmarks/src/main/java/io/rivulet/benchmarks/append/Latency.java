package io.rivulet.benchmarks.append;

import io.rivulet.benchmarks.report.Table;
import io.rivulet.benchmarks.rounds.Experiment;
import io.rivulet.benchmarks.rounds.Round;
import java.time.Duration;
import java.util.List;

/** How long writes take, of several writers in turn with each number of callers, beside those of the first writer. */
final class Latency implements Experiment<Round> {

    private static final int WARM_UP_FACTOR = 3;

    private final String question;
    private final String expectation;
    private final CallerOptions options;
    private final Events events;
    private final List<? extends Writer> writers;
    private final Table.Builder median;
    private final Table.Builder p99;
    private final Table.Builder rate;

    /**
     * Has measured nothing yet.
     *
     * @param title of the tables
     * @param baseline what the ratios are to, in the words of the tables
     * @param writers of which the first one is the baseline
     */
    Latency(
            String question,
            String expectation,
            String title,
            String baseline,
            CallerOptions options,
            Events events,
            List<? extends Writer> writers) {
        this.question = question;
        this.expectation = expectation;
        this.options = options;
        this.events = events;
        this.writers = List.copyOf(writers);
        median = new Table.Builder(title, "ms, median", baseline);
        p99 = new Table.Builder(title, "ms, 99th percentile", baseline);
        rate = new Table.Builder(title, "events/s", baseline);
    }

    @Override
    public String question() {
        return question;
    }

    @Override
    public String expectation() {
        return expectation;
    }

    @Override
    public void round(Round round) throws Exception {
        Duration counted = Duration.ofSeconds((long) options.seconds() * (round.isWarmUp() ? WARM_UP_FACTOR : 1));
        for (int count : options.callers()) {
            String many = count + (count == 1 ? " caller, " : " callers, ");
            String baseline = many + writers.get(0).name();
            for (Writer writer : round.inTurn(writers)) {
                Callers.Seen seen = new Callers(count, writer, events).run(counted);
                median.add(many + writer.name(), baseline, seen.medianMillis());
                p99.add(many + writer.name(), baseline, seen.p99Millis());
                rate.add(many + writer.name(), baseline, seen.perSecond());
            }
        }
    }

    @Override
    public List<Table.Builder> tables() {
        return List.of(median, p99, rate);
    }
}
