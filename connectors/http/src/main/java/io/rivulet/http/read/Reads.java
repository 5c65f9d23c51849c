package io.rivulet.http.read;

import io.rivulet.api.InvalidPathException;
import io.rivulet.api.StreamPath;
import io.rivulet.engine.query.EventQuery;
import io.rivulet.engine.query.FeedPage;
import io.rivulet.engine.query.StreamPage;
import io.rivulet.http.exchange.Exchange;
import io.rivulet.http.exchange.MediaType;
import io.rivulet.http.exchange.Query;
import io.rivulet.http.problem.Problems;
import org.jspecify.annotations.Nullable;

/** The reads that are one question to the namespace and one page of JSON. They block for a few look-ups in the store. */
public final class Reads {

    private static final int DEFAULT_LIMIT = 100;
    private static final int DEFAULT_FEED_LIMIT = 20;
    private static final int MAX_QUARANTINE = 1000;

    private final String owner;

    /** @param owner the address of this node, host:port, for answers that name it */
    public Reads(String owner) {
        this.owner = owner;
    }

    /** {@code GET /v1/{ns}/mirror/{path}}: rows by index. */
    public void mirror(Exchange exchange) {
        Query query = json(exchange, "from", "limit", "type");
        long from = query.number("from", 0, Long.MAX_VALUE, 0);
        int limit = limit(query, EventQuery.MAX_LIMIT, DEFAULT_LIMIT);
        var answer = exchange.namespace().mirror(exchange.path(), from, limit, query.text("type"));
        var page = Problems.require(answer, exchange.path());
        exchange.answer(200, Pages.mirror(exchange.namespace().name(), exchange.path(), page));
    }

    /** {@code GET /v1/{ns}/feed/{path}}: rows of the feed with their events (FD-30). */
    public void feed(Exchange exchange) {
        Query query = json(exchange, "from", "limit");
        long from = query.number("from", 0, Long.MAX_VALUE, 0);
        int limit = limit(query, FeedPage.MAX_LIMIT, DEFAULT_FEED_LIMIT);
        var page = Problems.require(exchange.namespace().feed(exchange.path(), from, limit), exchange.path());
        exchange.answer(200, Pages.feed(exchange.namespace().name(), exchange.path(), page));
    }

    /** {@code GET /v1/{ns}/state/{path}}: the core state (AP-42). */
    public void state(Exchange exchange) {
        json(exchange);
        var view = Problems.require(exchange.namespace().state(exchange.path()), exchange.path());
        exchange.answer(200, Pages.state(view, owner));
    }

    /** {@code GET /v1/{ns}/streams}: the streams at or below a path, in order. */
    public void streams(Exchange exchange) {
        Query query = json(exchange, "under", "after", "limit");
        StreamPath under = path(query, "under");
        StreamPath after = path(query, "after");
        int limit = limit(query, StreamPage.MAX_LIMIT, DEFAULT_LIMIT);
        StreamPath below = under == null ? StreamPath.ROOT : under;
        exchange.answer(200, Pages.streams(Problems.require(exchange.namespace().streams(below, after, limit), below)));
    }

    /** {@code GET /v1/{ns}/quarantine}: the newest records that are no events. */
    public void quarantine(Exchange exchange) {
        int limit = limit(json(exchange, "limit"), MAX_QUARANTINE, DEFAULT_LIMIT);
        var records = Problems.require(exchange.namespace().quarantine(limit), StreamPath.ROOT);
        exchange.answer(200, Pages.quarantine(records));
    }

    private static Query json(Exchange exchange, String... known) {
        exchange.negotiate(MediaType.JSON);
        return exchange.query(known);
    }

    private static int limit(Query query, int most, int fallback) {
        return (int) query.number("limit", 1, most, fallback);
    }

    private static @Nullable StreamPath path(Query query, String name) {
        String text = query.text(name);
        try {
            return text == null ? null : StreamPath.normalise(text);
        } catch (InvalidPathException e) {
            throw Query.invalid(name, "is no path: " + e.getMessage());
        }
    }
}
