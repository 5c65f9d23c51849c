package io.rivulet.http.read;

import io.rivulet.engine.query.EventPage;
import io.rivulet.engine.query.EventQuery;
import io.rivulet.http.exchange.Endpoint;
import io.rivulet.http.exchange.Exchange;
import io.rivulet.http.exchange.Query;

/** {@code GET /v1/{ns}/events/{path}} as JSON: a page of events by offset (AP-41). */
public final class EventsPage implements Endpoint {

    private static final int DEFAULT_LIMIT = 100;

    @Override
    public void serve(Exchange exchange) {
        EventQuery range = range(exchange, DEFAULT_LIMIT);
        EventPage page = exchange.require(exchange.reads().events(exchange.path(), range));
        boolean isComplete = page.next() >= 0 || range.before() <= page.head().offset();
        new PageTag(page.incarnation(), isComplete, page.head().offset())
                .answer(
                        exchange,
                        query(exchange),
                        () -> Pages.events(exchange.namespace().name(), exchange.path(), page));
    }

    /** The range that the query parameters ask for. */
    static EventQuery range(Exchange exchange, int defaultLimit) {
        Query query = query(exchange);
        return new EventQuery(
                query.number("after", -1, Long.MAX_VALUE, -1),
                query.number("before", 0, Long.MAX_VALUE, Long.MAX_VALUE),
                (int) query.number("limit", 1, EventQuery.MAX_LIMIT, defaultLimit),
                query.types("types"));
    }

    static Query query(Exchange exchange) {
        return exchange.query("after", "before", "limit", "types", PageTag.INCARNATION);
    }
}
