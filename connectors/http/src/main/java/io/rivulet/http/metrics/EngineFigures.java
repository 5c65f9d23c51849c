package io.rivulet.http.metrics;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.rivulet.engine.Namespace;
import io.rivulet.engine.NamespaceCounts;
import io.rivulet.engine.append.AppendCounts;
import io.rivulet.engine.append.Latencies;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.LongSupplier;

/** Reads the figures of a node's namespaces whenever it is scraped. Any thread. */
final class EngineFigures implements MultiCollector {

    private static final double NANOS = 1e9;
    private static final List<Double> BOUNDS = bounds();

    private final Collection<Namespace> namespaces;
    private final LongSupplier storeBytes;

    /** @param storeBytes how much native memory the stores use */
    EngineFigures(Collection<Namespace> namespaces, LongSupplier storeBytes) {
        this.namespaces = namespaces;
        this.storeBytes = storeBytes;
    }

    private static List<Double> bounds() {
        List<Double> seconds = new ArrayList<>();
        Latencies.BOUNDS_NANOS.forEach(nanos -> seconds.add(nanos / NANOS));
        seconds.add(Double.POSITIVE_INFINITY);
        return List.copyOf(seconds);
    }

    @Override
    public MetricSnapshots collect() {
        Sheet sheet = new Sheet();
        HistogramSnapshot.Builder latency = HistogramSnapshot.builder()
                .name("rivulet_append_seconds")
                .help("From the offer of an append to its answer");
        for (Namespace namespace : namespaces) {
            Labels labels = Labels.of("namespace", namespace.name());
            NamespaceCounts counts = namespace.counts();
            appends(sheet, counts, labels);
            latency.dataPoint(latency(counts.appends().latency(), labels));
            PartitionFigures.write(sheet, namespace, counts);
            SubscriberFigures.write(sheet, namespace, counts);
            KafkaFigure.write(sheet, namespace.kafkaMetrics(), labels);
            tails(sheet, counts, labels);
        }
        sheet.add(latency.build());
        sheet.gauge(
                "rivulet_store_memory_bytes",
                "Native memory of all stores: cached blocks and write buffers",
                storeBytes.getAsLong(),
                Labels.EMPTY);
        return sheet.snapshots();
    }

    private static void appends(Sheet sheet, NamespaceCounts counts, Labels labels) {
        for (AppendCounts.Outcome outcome : AppendCounts.Outcome.values()) {
            sheet.count(
                    "rivulet_appends",
                    "Appends that were answered",
                    counts.appends().byOutcome().getOrDefault(outcome, 0L),
                    labels.add("outcome", outcome.label()));
        }
        sheet.gauge(
                "rivulet_append_events_in_flight",
                "Events whose append waits for its verdict",
                counts.eventsInFlight(),
                labels);
    }

    private static HistogramDataPointSnapshot latency(Latencies latencies, Labels labels) {
        return HistogramDataPointSnapshot.builder()
                .labels(labels)
                .classicHistogramBuckets(ClassicHistogramBuckets.of(BOUNDS, latencies.counts()))
                .sum(latencies.sumNanos() / NANOS)
                .build();
    }

    private static void tails(Sheet sheet, NamespaceCounts counts, Labels labels) {
        sheet.gauge("rivulet_tails_open", "Subscriptions that are open", counts.openTails(), labels);
        sheet.gauge(
                "rivulet_tails_stalled",
                "Subscriptions whose subscriber has been taking one batch for more than "
                        + NamespaceCounts.STALLED_SECONDS + " seconds",
                counts.stalledTails(),
                labels);
    }
}
