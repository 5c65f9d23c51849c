package io.rivulet.http.metrics;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What one scrape reads, by the names of its metrics. For one thread. */
final class Sheet {

    private final Map<String, CounterSnapshot.Builder> counters = new TreeMap<>();
    private final Map<String, GaugeSnapshot.Builder> gauges = new TreeMap<>();
    private final List<MetricSnapshot> others = new ArrayList<>();

    /** @param name without {@code _total}, which every counter ends with */
    void count(String name, String help, Number value, Labels labels) {
        counters.computeIfAbsent(
                        name, unused -> CounterSnapshot.builder().name(name).help(help))
                .dataPoint(CounterDataPointSnapshot.builder()
                        .labels(labels)
                        .value(value.doubleValue())
                        .build());
    }

    void gauge(String name, String help, Number value, Labels labels) {
        gauges.computeIfAbsent(
                        name, unused -> GaugeSnapshot.builder().name(name).help(help))
                .dataPoint(GaugeDataPointSnapshot.builder()
                        .labels(labels)
                        .value(value.doubleValue())
                        .build());
    }

    void add(MetricSnapshot other) {
        others.add(other);
    }

    MetricSnapshots snapshots() {
        Collection<MetricSnapshot> all = new ArrayList<>(others);
        counters.values().forEach(counter -> all.add(counter.build()));
        gauges.values().forEach(gauge -> all.add(gauge.build()));
        return new MetricSnapshots(all);
    }
}
