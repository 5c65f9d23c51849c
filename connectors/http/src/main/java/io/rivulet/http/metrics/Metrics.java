package io.rivulet.http.metrics;

import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.rivulet.engine.Namespace;
import io.rivulet.http.cluster.Forwards;
import io.rivulet.http.exchange.Exchange;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.function.LongSupplier;

/** {@code GET /metrics}: everything that is counted on this node, in the text format of Prometheus. */
public final class Metrics implements AutoCloseable {

    private static final String MEDIA_TYPE = "text/plain";
    private static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private final HttpTimes times = new HttpTimes(registry);

    /**
     * Begins to count.
     *
     * @param storeBytes how much native memory the stores use
     */
    public Metrics(Collection<Namespace> namespaces, Forwards forwards, LongSupplier storeBytes) {
        new ClassLoaderMetrics().bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        collections.bindTo(registry);
        registry.getPrometheusRegistry().register(new EngineFigures(namespaces, storeBytes));
        registry.getPrometheusRegistry().register(new ForwardFigures(forwards));
    }

    public HttpTimes times() {
        return times;
    }

    public void scrape(Exchange exchange) {
        exchange.query();
        exchange.negotiate(MEDIA_TYPE);
        exchange.answer(200, CONTENT_TYPE, ByteBuffer.wrap(registry.scrape().getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public void close() {
        collections.close();
        registry.close();
    }
}
