package io.rivulet.http.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.rivulet.http.exchange.MediaType;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;

/** Counts and times requests when they are over, by what they asked for and what they were told. Any thread. */
public final class HttpTimes {

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE");

    private static final Duration[] BOUNDS = {
        Duration.ofMillis(1),
        Duration.ofMillis(5),
        Duration.ofMillis(20),
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofSeconds(2),
        Duration.ofSeconds(10)
    };

    private final MeterRegistry registry;
    private final Map<Kind, Timer> timers = new ConcurrentHashMap<>();

    HttpTimes(MeterRegistry registry) {
        this.registry = registry;
    }

    /** @param isLive whether its time is the client's: a tail, or a channel for appends, ends when somebody goes */
    private record Kind(String endpoint, String method, int status, boolean isLive) {}

    /** A request that is under way. */
    public final class Timed {

        private volatile String endpoint = "none";

        private Timed(Request request, Response response) {
            long began = System.nanoTime();
            Request.addCompletionListener(
                    request, failure -> over(request.getMethod(), response, System.nanoTime() - began));
        }

        /** Says what it asks for: the name of a resource, never what the client wrote. */
        public void isFor(String name) {
            endpoint = name;
        }

        private void over(String method, Response response, long nanos) {
            String type = response.getHeaders().get(HttpHeader.CONTENT_TYPE);
            boolean isLive =
                    type != null && (type.startsWith(MediaType.EVENT_STREAM) || type.equals(MediaType.APPENDS));
            Kind kind = new Kind(endpoint, METHODS.contains(method) ? method : "other", response.getStatus(), isLive);
            timers.computeIfAbsent(kind, HttpTimes.this::timer).record(nanos, TimeUnit.NANOSECONDS);
        }
    }

    /** Begins to time a request. */
    public Timed begin(Request request, Response response) {
        return new Timed(request, response);
    }

    private Timer timer(Kind kind) {
        return Timer.builder("rivulet.http.requests")
                .description("Requests that are over")
                .tag("endpoint", kind.endpoint())
                .tag("method", kind.method())
                .tag("status", Integer.toString(kind.status()))
                .tag("live", Boolean.toString(kind.isLive()))
                .serviceLevelObjectives(BOUNDS)
                .register(registry);
    }
}
