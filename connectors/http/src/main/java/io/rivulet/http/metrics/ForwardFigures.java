package io.rivulet.http.metrics;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.rivulet.http.cluster.Forwards;
import java.util.Map;

/** What was sent on to other nodes. Any thread. */
record ForwardFigures(Forwards forwards) implements MultiCollector {

    @Override
    public MetricSnapshots collect() {
        Sheet sheet = new Sheet();
        Map.of(
                        "answered", forwards.answered(),
                        "unavailable", forwards.unavailable(),
                        "failed", forwards.failed())
                .forEach((outcome, requests) -> sheet.count(
                        "rivulet_forwards",
                        "Requests to other nodes that are over",
                        requests,
                        Labels.of("outcome", outcome)));
        return sheet.snapshots();
    }
}
