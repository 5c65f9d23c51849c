package io.rivulet.http.read;

import io.rivulet.api.StreamPath;
import io.rivulet.engine.query.EventQuery;
import io.rivulet.engine.query.MirrorPage;
import io.rivulet.engine.query.MirrorQuery;
import io.rivulet.engine.query.StreamReads;
import io.rivulet.http.exchange.Endpoint;
import io.rivulet.http.exchange.Exchange;
import io.rivulet.http.exchange.MediaType;
import io.rivulet.http.exchange.Query;
import io.rivulet.http.json.JsonBuffer;
import io.rivulet.http.problem.Problems;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * {@code GET /v1/{ns}/mirror/{path}}: events by index. As NDJSON with a limit it is one page, without one all that the stream
 * has when the answer begins.
 */
public final class Mirror implements Endpoint {

    private static final int DEFAULT_LIMIT = 100;
    private static final int FIRST_PAGE = 32;

    @Override
    public void serve(Exchange exchange) {
        boolean isLines = exchange.negotiate(MediaType.JSON, MediaType.NDJSON).equals(MediaType.NDJSON);
        Query query = exchange.query("from", "limit", "type", "types", "counts", PageTag.INCARNATION);
        long from = query.number("from", 0, Long.MAX_VALUE, 0);
        int limit = (int) query.number("limit", 1, EventQuery.MAX_LIMIT, isLines ? FIRST_PAGE : DEFAULT_LIMIT);
        boolean isCounted = query.is("counts", "types");
        if (isCounted && isLines) {
            throw Query.invalid("counts", "has no place among lines of events; ask for application/json");
        }
        MirrorQuery asked = new MirrorQuery(from, limit, types(query), isCounted);
        if (isLines) {
            Source source = new Source(exchange, asked);
            PageTag.requireIncarnation(exchange, query, source.page.incarnation());
            new LinePump(source, !query.has("limit")).writeTo(exchange.stream(MediaType.NDJSON));
            return;
        }
        MirrorPage page = exchange.require(exchange.reads().mirror(exchange.path(), asked));
        // Counts go on changing beside rows that never do.
        new PageTag(page.incarnation(), page.next() >= 0 && !isCounted, page.count())
                .answer(exchange, query, () -> Pages.mirror(exchange.namespace().name(), exchange.path(), page));
    }

    /** {@code type} names one that may hold a comma. */
    private static Set<String> types(Query query) {
        String one = query.text("type");
        if (one == null) {
            return query.types("types");
        }
        if (query.has("types")) {
            throw Query.invalid("type", "and 'types' exclude each other");
        }
        return new LinkedHashSet<>(Set.of(one));
    }

    private static final class Source implements LineSource {

        private final StreamReads reads;
        private final StreamPath path;
        private final MirrorQuery asked;
        private final long end;
        private int limit;
        private MirrorPage page;

        Source(Exchange exchange, MirrorQuery first) {
            reads = exchange.reads();
            path = exchange.path();
            asked = first;
            limit = first.limit();
            page = exchange.require(reads.mirror(path, first));
            end = page.count();
        }

        @Override
        public boolean hasNext() {
            return page.next() >= 0 && page.next() < end;
        }

        @Override
        public JsonBuffer lines() {
            JsonBuffer lines = new JsonBuffer(4096);
            page.rows().stream().filter(row -> row.index() < end).forEach(row -> lines.eventOnOneLine(row)
                    .raw("\n"));
            limit = LineSource.limit(limit, lines.length(), EventQuery.MAX_LIMIT);
            return lines;
        }

        @Override
        public void next() {
            MirrorPage read = Problems.require(reads.mirror(path, asked.goOn(page.next(), limit)), path);
            LineSource.requireSame(page.incarnation(), read.incarnation());
            page = read;
        }
    }
}
