package io.rivulet.http.read;

import io.rivulet.api.InvalidPathException;
import io.rivulet.api.StreamPath;
import io.rivulet.engine.query.ChildPage;
import io.rivulet.engine.query.StreamPage;
import io.rivulet.http.cluster.Gathering;
import io.rivulet.http.cluster.PeerUrl;
import io.rivulet.http.exchange.Exchange;
import io.rivulet.http.exchange.MediaType;
import io.rivulet.http.exchange.Query;
import io.rivulet.http.exchange.RivuletHeader;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The reads that are one question to the namespace and one page of JSON. They block for a few look-ups in the store. */
public final class Reads {

    private static final int DEFAULT_LIMIT = 100;

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

    /** {@code GET /v1/{ns}/state/{path}}: the core state (AP-42). */
    public void state(Exchange exchange) {
        json(exchange);
        var view = exchange.require(exchange.reads().state(exchange.path()));
        exchange.set(RivuletHeader.INCARNATION, view.incarnation());
        exchange.answer(200, Pages.state(view, exchange.namespace().connections(exchange.path()), owner));
    }

    /** {@code GET /v1/{ns}/children/{path}}: the immediate children, in the order of their first announcement (CS-6). */
    public void children(Exchange exchange) {
        Query query = json(exchange, "after", "limit", PageTag.INCARNATION);
        long after = query.number("after", -1, Long.MAX_VALUE - 1, -1);
        int limit = (int) query.number("limit", 1, ChildPage.MAX_LIMIT, DEFAULT_LIMIT);
        ChildPage page = exchange.require(exchange.reads().children(exchange.path(), after, limit));
        new PageTag(page.incarnation(), page.next() >= 0, page.count())
                .answer(
                        exchange,
                        query,
                        () -> Pages.children(exchange.namespace().name(), exchange.path(), page));
    }

    /** {@code GET /v1/{ns}/streams}: the streams at or below a path, in order, of all owners. */
    public void streams(Exchange exchange) {
        Query query = json(exchange.allow(Gathering.PARTITIONS, Gathering.CONSISTENCY), "under", "after", "limit");
        StreamPath under = path(query, "under");
        StreamPath after = path(query, "after");
        int limit = (int) query.number("limit", 1, StreamPage.MAX_LIMIT, DEFAULT_LIMIT);
        StreamPath below = under == null ? StreamPath.ROOT : under;
        String target = PeerUrl.of(exchange.namespace().name(), "streams", "limit=" + limit)
                + "&under=" + PeerUrl.encode(below.value())
                + (after == null ? "" : "&after=" + PeerUrl.encode(after.value()));
        gathering.answer(exchange, target, new StreamsOfAll(exchange.namespace(), below, after, limit), patience);
    }

    private static Query json(Exchange exchange, String... known) {
        exchange.negotiate(MediaType.JSON);
        return exchange.query(known);
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
