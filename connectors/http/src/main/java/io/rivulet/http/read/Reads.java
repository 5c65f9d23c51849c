package io.rivulet.http.read;

import io.rivulet.api.InvalidPathException;
import io.rivulet.api.StreamPath;
import io.rivulet.engine.query.EventQuery;
import io.rivulet.engine.query.FeedPage;
import io.rivulet.engine.query.StreamPage;
import io.rivulet.http.cluster.Gathering;
import io.rivulet.http.cluster.PeerUrl;
import io.rivulet.http.exchange.Exchange;
import io.rivulet.http.exchange.MediaType;
import io.rivulet.http.exchange.Query;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The reads that are one question to the namespace and one page of JSON. They block for a few look-ups in the store. */
public final class Reads {

    private static final int DEFAULT_LIMIT = 100;
    private static final int DEFAULT_FEED_LIMIT = 20;
    private static final int MAX_QUARANTINE = 1000;

    private final String owner;
    private final Gathering gathering;
    private final Duration patience;

    /**
     * @param owner the address of this node, host:port, for answers that name it
     * @param gathering asks all owners, for what is about all partitions
     * @param patience how long that may take
     */
    public Reads(String owner, Gathering gathering, Duration patience) {
        this.owner = owner;
        this.gathering = gathering;
        this.patience = patience;
    }

    /** {@code GET /v1/{ns}/mirror/{path}}: rows by index. */
    public void mirror(Exchange exchange) {
        Query query = json(exchange, "from", "limit", "type");
        long from = query.number("from", 0, Long.MAX_VALUE, 0);
        int limit = limit(query, EventQuery.MAX_LIMIT, DEFAULT_LIMIT);
        var page = exchange.require(exchange.reads().mirror(exchange.path(), from, limit, query.text("type")));
        exchange.answer(200, Pages.mirror(exchange.namespace().name(), exchange.path(), page));
    }

    /** {@code GET /v1/{ns}/feed/{path}}: rows of the feed with their events (FD-30). */
    public void feed(Exchange exchange) {
        Query query = json(exchange, "from", "limit");
        long from = query.number("from", 0, Long.MAX_VALUE, 0);
        int limit = limit(query, FeedPage.MAX_LIMIT, DEFAULT_FEED_LIMIT);
        var page = exchange.require(exchange.reads().feed(exchange.path(), from, limit));
        exchange.answer(200, Pages.feed(exchange.namespace().name(), exchange.path(), page));
    }

    /** {@code GET /v1/{ns}/state/{path}}: the core state (AP-42). */
    public void state(Exchange exchange) {
        json(exchange);
        var view = exchange.require(exchange.reads().state(exchange.path()));
        exchange.answer(200, Pages.state(view, owner));
    }

    /** {@code GET /v1/{ns}/streams}: the streams at or below a path, in order, of all owners. */
    public void streams(Exchange exchange) {
        Query query = json(exchange.allow(Gathering.PARTITIONS), "under", "after", "limit");
        StreamPath under = path(query, "under");
        StreamPath after = path(query, "after");
        int limit = limit(query, StreamPage.MAX_LIMIT, DEFAULT_LIMIT);
        StreamPath below = under == null ? StreamPath.ROOT : under;
        String target = PeerUrl.of(exchange.namespace().name(), "streams", "limit=" + limit)
                + "&under=" + PeerUrl.encode(below.value())
                + (after == null ? "" : "&after=" + PeerUrl.encode(after.value()));
        gathering.answer(exchange, target, new StreamsOfAll(exchange.namespace(), below, after, limit), patience);
    }

    /** {@code GET /v1/{ns}/quarantine}: the newest records that are no events, of all owners. */
    public void quarantine(Exchange exchange) {
        int limit = limit(json(exchange.allow(Gathering.PARTITIONS), "limit"), MAX_QUARANTINE, DEFAULT_LIMIT);
        String target = PeerUrl.of(exchange.namespace().name(), "quarantine", "limit=" + limit);
        gathering.answer(exchange, target, new QuarantineOfAll(exchange.namespace(), limit), patience);
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
