/**
 * What is counted, for whoever operates the node: {@code GET /metrics}.
 *
 * <p>Flow: record -> wire -> fold -> store -> effects | queries -> <b>[http: metrics]</b>.
 *
 * <p>The engine keeps plain numbers and knows no library of metrics. {@link io.rivulet.http.metrics.EngineFigures} reads them when
 * it is scraped, so that nothing is told to anybody while events pass. What a metric means is in docs/reference/metrics.md.
 */
@NullMarked
package io.rivulet.http.metrics;

import org.jspecify.annotations.NullMarked;
