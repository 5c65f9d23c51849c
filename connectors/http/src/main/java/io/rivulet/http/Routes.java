package io.rivulet.http;

import io.rivulet.engine.EngineSettings;
import io.rivulet.http.append.AppendEndpoint;
import io.rivulet.http.append.AppendIds;
import io.rivulet.http.append.AppendParts;
import io.rivulet.http.append.ControlEndpoint;
import io.rivulet.http.append.PeerAppends;
import io.rivulet.http.channel.AppendChannels;
import io.rivulet.http.cluster.ClusterView;
import io.rivulet.http.cluster.Gathering;
import io.rivulet.http.cluster.Routing;
import io.rivulet.http.cluster.Settlement;
import io.rivulet.http.exchange.Endpoint;
import io.rivulet.http.exchange.Exchange;
import io.rivulet.http.exchange.MediaType;
import io.rivulet.http.imports.Imports;
import io.rivulet.http.live.Live;
import io.rivulet.http.metrics.Metrics;
import io.rivulet.http.processors.ProcessorTails;
import io.rivulet.http.processors.Processors;
import io.rivulet.http.read.Digests;
import io.rivulet.http.read.EventLines;
import io.rivulet.http.read.EventsPage;
import io.rivulet.http.read.Feed;
import io.rivulet.http.read.Mirror;
import io.rivulet.http.read.OneEvent;
import io.rivulet.http.read.Quarantine;
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

    static Map<String, Route> fixed(Health health, Manual manual, ClusterView cluster, Metrics metrics) {
        Map<String, Route> routes = new TreeMap<>();
        routes.put("/v1", Route.get(health::namespaces));
        routes.put("/v1/node", Route.get(cluster::node));
        routes.put("/v1/cluster", Route.get(cluster::cluster));
        routes.put("/health/live", Route.get(health::live));
        routes.put("/health/ready", Route.get(health::ready));
        routes.put("/health/started", Route.get(health::started));
        routes.put("/metrics", Route.get(metrics::scrape));
        routes.put("/openapi.yaml", Route.get(manual::description));
        routes.put(Manual.PROBLEMS, Route.get(manual::problem));
        return routes;
    }

    /** What endpoints share. */
    record Parts(
            Routing routing,
            Settlement settlement,
            AppendIds ids,
            AppendChannels channels,
            PeerAppends peerAppends,
            Tails tails,
            Imports imports,
            Live live,
            ProcessorTails processorTails) {}

    /** @param work runs what must not hold up the thread that brings it */
    static Map<String, Route> ofNamespace(HttpSettings settings, EngineSettings engine, Executor work, Parts parts) {
        Routing routing = parts.routing();
        Gathering gathering = new Gathering(routing);
        Reads reads = new Reads(engine.applicationServer(), gathering, settings.routingPatience());
        AppendParts appends = new AppendParts(
                routing, parts.ids(), parts.settlement(), parts.channels(), engine.appendTimeout(), work);
        AppendEndpoint append = new AppendEndpoint(settings.maxBodyBytes(), appends);
        Map<String, Route> routes = new TreeMap<>();
        routes.put(
                "events", Route.get(events(routing, parts.tails())).withPath().and("POST", append));
        routes.put("control", Route.post(new ControlEndpoint(appends)).withPath());
        routes.put("event", Route.get(routing.read("event", new OneEvent())).withPath());
        routes.put("mirror", Route.get(routing.read("mirror", new Mirror())).withPath());
        routes.put("feed", Route.get(routing.read("feed", new Feed())).withPath());
        routes.put(
                "children", Route.get(routing.read("children", reads::children)).withPath());
        routes.put("state", Route.get(routing.read("state", reads::state)).withPath());
        routes.put(
                "processors",
                Route.get(processors(routing, parts.processorTails())).withPath());
        routes.put("outcome", Route.post(parts.settlement()).withPath());
        routes.put("appends", Route.post(parts.peerAppends()));
        routes.put("streams", Route.get(reads::streams));
        Quarantine quarantine = new Quarantine(routing, gathering, settings.routingPatience());
        routes.put("quarantine", Route.get(quarantine::list).over("{partition}/{offset}", Route.get(quarantine::one)));
        routes.put("digests", Route.get(new Digests(engine, gathering)));
        routes.put("import", Route.post(parts.imports()));
        routes.put("live", Route.get(parts.live()));
        return routes;
    }

    /** The three forms in which events are read. */
    private static Endpoint events(Routing routing, Tails tails) {
        Map<String, Endpoint> forms = Map.of(
                MediaType.JSON, routing.read("events", new EventsPage()),
                MediaType.NDJSON, routing.read("events", new EventLines()),
                MediaType.EVENT_STREAM, routing.tail("events", tails));
        return exchange -> form(forms, exchange).serve(exchange);
    }

    private static Endpoint processors(Routing routing, ProcessorTails tails) {
        Endpoint page = routing.read("processors", new Processors());
        Endpoint live = routing.tail("processors", tails);
        return exchange -> {
            boolean isLive =
                    exchange.negotiate(MediaType.JSON, MediaType.EVENT_STREAM).equals(MediaType.EVENT_STREAM);
            (isLive ? live : page).serve(exchange);
        };
    }

    private static Endpoint form(Map<String, Endpoint> forms, Exchange exchange) {
        String wanted = exchange.negotiate(MediaType.JSON, MediaType.NDJSON, MediaType.EVENT_STREAM);
        return Objects.requireNonNull(forms.get(wanted));
    }
}
