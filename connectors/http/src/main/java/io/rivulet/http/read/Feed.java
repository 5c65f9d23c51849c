package io.rivulet.http.read;

import io.rivulet.api.StreamPath;
import io.rivulet.engine.query.FeedPage;
import io.rivulet.engine.query.StreamReads;
import io.rivulet.http.exchange.Endpoint;
import io.rivulet.http.exchange.Exchange;
import io.rivulet.http.exchange.MediaType;
import io.rivulet.http.exchange.Query;
import io.rivulet.http.json.JsonBuffer;
import io.rivulet.http.problem.Problems;
import java.util.List;

/**
 * {@code GET /v1/{ns}/feed/{path}}: rows of the feed with their events (FD-30). As NDJSON, a row a line, with a limit it is one
 * page, without one all rows that the feed has when the answer begins.
 */
public final class Feed implements Endpoint {

    private static final int DEFAULT_LIMIT = 20;
    private static final int FIRST_PAGE = 2;

    @Override
    public void serve(Exchange exchange) {
        boolean isLines = exchange.negotiate(MediaType.JSON, MediaType.NDJSON).equals(MediaType.NDJSON);
        Query query = exchange.query("from", "limit", PageTag.INCARNATION);
        long from = query.number("from", 0, Long.MAX_VALUE, 0);
        int limit = (int) query.number("limit", 1, FeedPage.MAX_LIMIT, isLines ? FIRST_PAGE : DEFAULT_LIMIT);
        if (isLines) {
            Source source = new Source(exchange, from, limit);
            PageTag.requireIncarnation(exchange, query, source.page.incarnation());
            new LinePump(source, !query.has("limit")).writeTo(exchange.stream(MediaType.NDJSON));
            return;
        }
        FeedPage page = exchange.require(exchange.reads().feed(exchange.path(), from, limit));
        tag(page).answer(exchange, query, () -> Pages.feed(exchange.namespace().name(), exchange.path(), page));
    }

    /** The last row of a feed may still grow; all before it are closed (FD-13). */
    private static PageTag tag(FeedPage page) {
        List<FeedPage.Row> rows = page.rows();
        FeedPage.Row last = rows.isEmpty() ? null : rows.get(rows.size() - 1);
        return last == null
                ? new PageTag(page.incarnation(), false, page.count())
                : new PageTag(
                        page.incarnation(),
                        last.row() < page.count() - 1,
                        last.span().lastOffset());
    }

    private static final class Source implements LineSource {

        private final StreamReads reads;
        private final StreamPath path;
        private final long end;
        private int limit;
        private FeedPage page;

        Source(Exchange exchange, long from, int limit) {
            reads = exchange.reads();
            path = exchange.path();
            this.limit = limit;
            page = exchange.require(reads.feed(path, from, limit));
            end = page.count();
        }

        private long nextRow() {
            List<FeedPage.Row> rows = page.rows();
            return rows.isEmpty() ? end : rows.get(rows.size() - 1).row() + 1;
        }

        @Override
        public boolean hasNext() {
            return nextRow() < end;
        }

        @Override
        public JsonBuffer lines() {
            JsonBuffer lines = new JsonBuffer(4096);
            page.rows().stream().filter(row -> row.row() < end).forEach(row -> {
                Pages.feedRow(lines, row, JsonBuffer::eventOnOneLine);
                lines.raw("\n");
            });
            limit = LineSource.limit(limit, lines.length(), FeedPage.MAX_LIMIT);
            return lines;
        }

        @Override
        public void next() {
            FeedPage read = Problems.require(reads.feed(path, nextRow(), limit), path);
            LineSource.requireSame(page.incarnation(), read.incarnation());
            page = read;
        }
    }
}
