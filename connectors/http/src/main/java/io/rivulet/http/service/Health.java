package io.rivulet.http.service;

import io.rivulet.engine.EngineSettings;
import io.rivulet.engine.Namespace;
import io.rivulet.engine.Readiness;
import io.rivulet.engine.lane.ParkedLane;
import io.rivulet.http.exchange.Exchange;
import io.rivulet.http.exchange.MediaType;
import io.rivulet.http.json.JsonBuffer;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** {@code GET /health/...} for orchestrators, and {@code GET /v1}: the namespaces, where their records are, and whether they serve. */
public final class Health {

    /** So many of the parked are told by name; the count is of all. */
    private static final int SHOWN = 10;

    private final EngineSettings settings;
    private final Collection<Namespace> namespaces;
    private volatile boolean hasServed;
    private volatile boolean isClosing;

    public Health(EngineSettings settings, Collection<Namespace> namespaces) {
        this.settings = settings;
        this.namespaces = namespaces;
    }

    /** From now on the node is not ready, so that nobody sends it more. */
    public void close() {
        isClosing = true;
    }

    /** The process answers: always 200. */
    public void live(Exchange exchange) {
        answer(exchange, true);
    }

    /** Every namespace serves. Processors and webhooks that are parked are told, and make no node unready: others serve no better. */
    public void ready(Exchange exchange) {
        answer(exchange, !isClosing && allAre(Readiness::isServing));
    }

    /** Every namespace has served once at the same time; stays true, whatever comes. */
    public void started(Exchange exchange) {
        hasServed |= allAre(Readiness::isServing);
        answer(exchange, hasServed);
    }

    public void namespaces(Exchange exchange) {
        exchange.negotiate(MediaType.JSON);
        exchange.query();
        JsonBuffer json = new JsonBuffer().raw("{\"bootstrapServers\":").text(settings.bootstrapServers());
        exchange.answer(200, writeNamespaces(json.raw(",")).raw("}"));
    }

    private boolean allAre(Predicate<Readiness> wanted) {
        return namespaces.stream().map(Namespace::readiness).allMatch(wanted);
    }

    private void answer(Exchange exchange, boolean isWell) {
        exchange.query();
        JsonBuffer json = new JsonBuffer().raw("{\"status\":\"").raw(isWell ? "up" : "down");
        exchange.answer(isWell ? 200 : 503, writeNamespaces(json.raw("\",")).raw("}"));
    }

    private JsonBuffer writeNamespaces(JsonBuffer json) {
        return json.raw("\"namespaces\":").array(namespaces, Health::write);
    }

    private static void write(JsonBuffer json, Namespace namespace) {
        Readiness readiness = namespace.readiness();
        json.raw("{\"namespace\":").text(namespace.name());
        json.raw(",\"topic\":").text(namespace.topic());
        json.raw(",\"state\":").text(readiness.state().name().toLowerCase(Locale.ROOT));
        json.raw(",\"detail\":").text(readiness.detail());
        List<ParkedLane> parked = namespace.parkedLanes();
        json.raw(",\"parked\":").number(parked.size());
        if (!parked.isEmpty()) {
            List<ParkedLane> longest = parked.subList(0, Math.min(SHOWN, parked.size()));
            json.raw(",\"parkedAt\":").array(longest, Health::write);
        }
        json.raw("}");
    }

    private static void write(JsonBuffer json, ParkedLane lane) {
        json.raw("{\"path\":").text(lane.path()).raw(",\"slug\":").text(lane.name());
        json.raw(",\"kind\":").text(lane.kind()).raw(",\"reason\":").text(lane.reason());
        json.raw(",\"since\":")
                .text(Instant.ofEpochMilli(lane.since()).toString())
                .raw("}");
    }
}
