package io.rivulet.http.metrics;

import io.prometheus.metrics.model.snapshots.Labels;
import io.rivulet.engine.Namespace;
import io.rivulet.engine.NamespaceCounts;
import io.rivulet.engine.lane.LaneCounts;
import java.util.Map;
import java.util.TreeMap;

/**
 * Processors, webhooks and topics. A processor is told by its slug; webhooks are summed up, and so are topics, since streams
 * decide how many of them there are.
 */
final class SubscriberFigures {

    private SubscriberFigures() {}

    static void write(Sheet sheet, Namespace namespace, NamespaceCounts counts) {
        Map<Labels, LaneCounts> sums = new TreeMap<>();
        namespace.lanes().forEach((share, lanes) -> {
            Labels labels = Labels.of(
                    "namespace",
                    namespace.name(),
                    "kind",
                    lanes.kind(),
                    "slug",
                    lanes.kind().equals("processor") ? share : "");
            sums.merge(labels, lanes, LaneCounts::and);
        });
        sums.forEach((labels, lanes) -> lanes(sheet, lanes, labels));
        Labels labels = Labels.of("namespace", namespace.name());
        sheet.gauge(
                "rivulet_subscriber_streams_unrouted",
                "Streams that have changed and whose subscribers are not woken yet",
                counts.unroutedStreams(),
                labels);
        sheet.count(
                "rivulet_processor_background_failures",
                "Work in the background that failed and is not repeated",
                counts.backgroundFailures(),
                labels);
    }

    private static void lanes(Sheet sheet, LaneCounts lanes, Labels labels) {
        Map.of(
                        "queued", lanes.queued(),
                        "running", lanes.running(),
                        "overdue", lanes.overdue(),
                        "failing", lanes.failing(),
                        "parked", lanes.parked())
                .forEach((state, count) -> sheet.gauge(
                        "rivulet_subscriber_lanes",
                        "Streams for which a subscriber has something to do",
                        count,
                        labels.add("state", state)));
        sheet.gauge(
                "rivulet_subscriber_wait_seconds",
                "How long the stream has waited whose turn is next",
                lanes.waitedMillis() / 1000.0,
                labels);
        sheet.gauge(
                "rivulet_subscriber_lag_events",
                "Events left when each of these streams was last looked at",
                lanes.lag(),
                labels);
        sheet.count("rivulet_subscriber_batches", "Batches taken", lanes.batches(), labels);
        sheet.count("rivulet_subscriber_events", "Events taken", lanes.events(), labels);
        sheet.count("rivulet_subscriber_failures", "Batches that failed", lanes.failures(), labels);
    }
}
