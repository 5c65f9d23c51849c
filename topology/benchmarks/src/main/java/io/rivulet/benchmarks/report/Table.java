package io.rivulet.benchmarks.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One unit, measured for several contenders in the same rounds.
 *
 * @param title what was measured on, such as a workload
 * @param unit of every value
 * @param baseline what ratios are taken to, as it stands at the head of the table
 */
public record Table(String title, String unit, String baseline, List<Series> series) {

    public Table {
        series = List.copyOf(series);
    }

    /** The table in Markdown. */
    public String toMarkdown() {
        StringBuilder out = new StringBuilder()
                .append(String.format(Locale.ROOT, "| %s | %s | ratio to %s | rounds |%n", title, unit, baseline))
                .append(String.format("|---|---:|---:|---|%n"));
        for (Series one : series) {
            List<String> rounds = one.rounds().stream().map(Table::number).toList();
            out.append(String.format(
                    Locale.ROOT,
                    "| %s | %s | %.2f | %s |%n",
                    one.name(),
                    number(one.median()),
                    one.ratioTo(named(one.baseline())),
                    String.join(", ", rounds)));
        }
        return out.toString();
    }

    private Series named(String name) {
        return series.stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value >= 100 ? "%,.0f" : "%.3g", value);
    }

    /** Gathers values round by round; rows stand in the order in which their names first come. */
    public static final class Builder {

        private final String title;
        private final String unit;
        private final String baseline;
        private final Map<String, List<Double>> rounds = new LinkedHashMap<>();
        private final Map<String, String> baselines = new HashMap<>();

        public Builder(String title, String unit, String baseline) {
            this.title = title;
            this.unit = unit;
            this.baseline = baseline;
        }

        /** Adds the value of a round; its ratio is taken to the series that has the baseline's name. */
        public void add(String name, double value) {
            add(name, baseline, value);
        }

        /**
         * Adds the value of a round to a table whose contenders are not all compared with the same one.
         *
         * @param comparedWith the name of the series that the ratio is taken to; its own for a baseline
         */
        public void add(String name, String comparedWith, double value) {
            baselines.put(name, comparedWith);
            rounds.computeIfAbsent(name, unused -> new ArrayList<>()).add(value);
        }

        /** Drops what a warm-up gave. */
        public void clear() {
            rounds.values().forEach(List::clear);
        }

        public Table build() {
            List<Series> series = rounds.entrySet().stream()
                    .map(entry -> new Series(
                            entry.getKey(), baselines.getOrDefault(entry.getKey(), baseline), entry.getValue()))
                    .toList();
            return new Table(title, unit, baseline, series);
        }
    }
}
