package io.rivulet.engine.query;

import java.util.Set;

/**
 * A range of a stream's events by offset, ascending (AP-41).
 *
 * @param after exclusive lower bound, -1 for the beginning
 * @param before exclusive upper bound, {@link Long#MAX_VALUE} for none
 * @param limit most events to return, from 1 to {@value #MAX_LIMIT}
 * @param types only events of these types; empty for all
 */
public record EventQuery(long after, long before, int limit, Set<String> types) {

    public static final int MAX_LIMIT = 1000;

    public EventQuery {
        if (after < -1) {
            throw new IllegalArgumentException("after is an offset, or -1; it was " + after);
        }
        if (before < 0) {
            throw new IllegalArgumentException("before is an offset; it was " + before);
        }
        requireLimit(limit, MAX_LIMIT);
        types = Set.copyOf(types);
    }

    /** Checks a page size. */
    public static void requireLimit(int limit, int most) {
        if (limit < 1 || limit > most) {
            throw new IllegalArgumentException("limit is from 1 to " + most + "; it was " + limit);
        }
    }
}
