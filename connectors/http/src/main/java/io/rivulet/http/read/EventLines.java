package io.rivulet.http.read;

import io.rivulet.engine.query.EventQuery;
import io.rivulet.http.exchange.Endpoint;
import io.rivulet.http.exchange.Exchange;
import io.rivulet.http.exchange.MediaType;

/**
 * {@code GET /v1/{ns}/events/{path}} as NDJSON: an event a line. With a limit it is one page, without one the whole range
 * up to the head that the stream has when the answer begins.
 */
public final class EventLines implements Endpoint {

    /** Small, since nothing is known yet of how large the events are. */
    private static final int FIRST_PAGE = 32;

    @Override
    public void serve(Exchange exchange) {
        EventQuery range = EventsPage.range(exchange, FIRST_PAGE);
        boolean isWhole = !EventsPage.query(exchange).has("limit");
        LinePump pump = new LinePump(exchange, range, isWhole);
        pump.writeTo(exchange.stream(MediaType.NDJSON));
    }
}
