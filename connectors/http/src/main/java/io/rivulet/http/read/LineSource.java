package io.rivulet.http.read;

import io.rivulet.engine.query.EventQuery;
import io.rivulet.http.json.JsonBuffer;
import io.rivulet.http.problem.Problem;
import io.rivulet.http.problem.ProblemType;

/**
 * Pages of a stream as lines of JSON, from a first one on. Its first page is read when it is made, so that what is wrong can
 * still be told with a status. Used by one thread at a time.
 */
interface LineSource {

    /** About how much of an answer is held in memory. */
    long PAGE_BYTES = 256 << 10;

    /** The lines of the page that was read last, each with its line break; asked once for each page. */
    JsonBuffer lines();

    /** Whether there is more within what was asked for, as the stream was when the first page was read. */
    boolean hasNext();

    /** Reads the next page; throws a problem where it cannot be had. */
    void next();

    /** How much to ask for, so that a page has about {@link #PAGE_BYTES}, to judge by the page before. */
    static int limit(int limit, int bytes, int most) {
        return bytes == 0
                ? limit
                : (int) Math.max(1, Math.min(Math.min(most, EventQuery.MAX_LIMIT), limit * PAGE_BYTES / bytes));
    }

    /** Lines of two lives of a stream are never mixed. */
    static void requireSame(String incarnation, String other) {
        if (!incarnation.equals(other)) {
            throw Problem.of(ProblemType.STALE_INCARNATION, "The stream was reset while it was read.")
                    .with("incarnation", other)
                    .toException();
        }
    }
}
