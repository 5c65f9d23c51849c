package io.rivulet.engine.query;

import io.rivulet.engine.fold.MirrorRow;
import io.rivulet.engine.fold.Span;
import java.util.List;

/**
 * A page of the feed.
 *
 * @param count how many rows the feed has
 * @param from number of the first row asked for
 * @param rows ascending
 */
public record FeedPage(String incarnation, long count, long from, List<Row> rows) {

    /** Rows hold up to {@link Span#MAX_EVENTS} events each. */
    public static final int MAX_LIMIT = 100;

    public FeedPage {
        rows = List.copyOf(rows);
    }

    /**
     * A row with its events, self-contained (FD-30).
     *
     * @param row its number, dense from 0
     */
    public record Row(long row, Span span, List<MirrorRow> events) {

        public Row {
            events = List.copyOf(events);
        }
    }
}
