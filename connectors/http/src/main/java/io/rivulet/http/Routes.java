package io.rivulet.http;

import io.rivulet.engine.EngineSettings;
import io.rivulet.http.append.AppendEndpoint;
import io.rivulet.http.exchange.Endpoint;
import io.rivulet.http.exchange.Exchange;
import io.rivulet.http.exchange.MediaType;
import io.rivulet.http.imports.Imports;
import io.rivulet.http.read.Digests;
import io.rivulet.http.read.EventLines;
import io.rivulet.http.read.EventsPage;
import io.rivulet.http.read.Reads;
import io.rivulet.http.service.Health;
import io.rivulet.http.service.Manual;
import io.rivulet.http.tail.Tails;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Executor;

/**
 * Every URL that is answered.
 *
 * @param fixed by the whole path
 * @param ofNamespace by the segment after {@code /v1/{ns}/}
 */
record Routes(Map<String, Route> fixed, Map<String, Route> ofNamespace) {

    Routes {
        fixed = Map.copyOf(fixed);
        ofNamespace = Map.copyOf(ofNamespace);
    }

    static Map<String, Route> fixed(Health health, Manual manual) {
        Map<String, Route> routes = new TreeMap<>();
        routes.put("/v1", Route.get(health::namespaces));
        routes.put("/health/live", Route.get(health::live));
        routes.put("/health/ready", Route.get(health::ready));
        routes.put("/health/started", Route.get(health::started));
        routes.put("/openapi.yaml", Route.get(manual::description));
        routes.put(Manual.PROBLEMS, Route.get(manual::problem));
        return routes;
    }

    /** @param work runs what must not hold up the thread that brings it */
    static Map<String, Route> ofNamespace(
            HttpSettings settings, EngineSettings engine, Executor work, Tails tails, Imports imports) {
        Reads reads = new Reads(engine.applicationServer());
        Map<String, Route> routes = new TreeMap<>();
        routes.put(
                "events",
                Route.get(events(tails)).withPath().and("POST", new AppendEndpoint(settings.maxBodyBytes(), work)));
        routes.put("mirror", Route.get(reads::mirror).withPath());
        routes.put("feed", Route.get(reads::feed).withPath());
        routes.put("state", Route.get(reads::state).withPath());
        routes.put("streams", Route.get(reads::streams));
        routes.put("quarantine", Route.get(reads::quarantine));
        routes.put("digests", Route.get(new Digests(engine)));
        routes.put("import", Route.post(imports));
        return routes;
    }

    /** The three forms in which events are read. */
    private static Endpoint events(Tails tails) {
        Map<String, Endpoint> forms = Map.of(
                MediaType.JSON, new EventsPage(), MediaType.NDJSON, new EventLines(), MediaType.EVENT_STREAM, tails);
        return exchange -> form(forms, exchange).serve(exchange);
    }

    private static Endpoint form(Map<String, Endpoint> forms, Exchange exchange) {
        String wanted = exchange.negotiate(MediaType.JSON, MediaType.NDJSON, MediaType.EVENT_STREAM);
        return Objects.requireNonNull(forms.get(wanted));
    }
}
