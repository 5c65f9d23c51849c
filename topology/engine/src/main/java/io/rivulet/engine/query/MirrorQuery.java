package io.rivulet.engine.query;

import java.util.Set;

/**
 * A range of a stream's events by index, ascending.
 *
 * @param from index of the first row, not negative
 * @param limit most rows to return, from 1 to {@link EventQuery#MAX_LIMIT}
 * @param types only events of these types; empty for all
 * @param isCounted whether the page tells how many events of each type the stream has
 */
public record MirrorQuery(long from, int limit, Set<String> types, boolean isCounted) {

    public MirrorQuery {
        if (from < 0) {
            throw new IllegalArgumentException("from is an index, not negative; it was " + from);
        }
        EventQuery.requireLimit(limit, EventQuery.MAX_LIMIT);
        types = Set.copyOf(types);
    }

    /** The same types, from another index on. */
    public MirrorQuery goOn(long newFrom, int newLimit) {
        return new MirrorQuery(newFrom, newLimit, types, isCounted);
    }
}
