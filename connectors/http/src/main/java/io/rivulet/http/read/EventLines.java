package io.rivulet.http.read;

import io.rivulet.api.StreamPath;
import io.rivulet.engine.query.EventPage;
import io.rivulet.engine.query.EventQuery;
import io.rivulet.engine.query.StreamReads;
import io.rivulet.http.exchange.Endpoint;
import io.rivulet.http.exchange.Exchange;
import io.rivulet.http.exchange.MediaType;
import io.rivulet.http.exchange.Query;
import io.rivulet.http.json.JsonBuffer;
import io.rivulet.http.problem.Problems;

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
        Query query = EventsPage.query(exchange);
        Source source = new Source(exchange, range);
        PageTag.requireIncarnation(exchange, query, source.page.incarnation());
        new LinePump(source, !query.has("limit")).writeTo(exchange.stream(MediaType.NDJSON));
    }

    private static final class Source implements LineSource {

        private final StreamReads reads;
        private final StreamPath path;
        private EventQuery range;
        private EventPage page;

        Source(Exchange exchange, EventQuery asked) {
            reads = exchange.reads();
            path = exchange.path();
            page = exchange.require(reads.events(path, asked));
            long end = Math.min(asked.before(), page.head().offset() + 1);
            range = new EventQuery(asked.after(), end, asked.limit(), asked.types());
        }

        @Override
        public boolean hasNext() {
            return page.next() >= 0 && page.next() + 1 < range.before();
        }

        @Override
        public JsonBuffer lines() {
            JsonBuffer lines = new JsonBuffer(4096);
            page.events().forEach(event -> lines.eventOnOneLine(event).raw("\n"));
            if (page.next() >= 0) {
                int limit = LineSource.limit(range.limit(), lines.length(), EventQuery.MAX_LIMIT);
                range = new EventQuery(page.next(), range.before(), limit, range.types());
            }
            return lines;
        }

        @Override
        public void next() {
            EventPage read = Problems.require(reads.events(path, range), path);
            LineSource.requireSame(page.incarnation(), read.incarnation());
            page = read;
        }
    }
}
