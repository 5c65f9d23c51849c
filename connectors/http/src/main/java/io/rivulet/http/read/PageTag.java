package io.rivulet.http.read;

import io.rivulet.http.exchange.Exchange;
import io.rivulet.http.exchange.Query;
import io.rivulet.http.exchange.RivuletHeader;
import io.rivulet.http.json.JsonBuffer;
import io.rivulet.http.problem.Problem;
import io.rivulet.http.problem.ProblemType;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;

/**
 * What a page is known by, so that a client that has it is spared it (RFC 9110, 13.1.2). A page whose range is complete never
 * changes within its incarnation; its tag is the incarnation. Any other changes with what is new in the stream.
 *
 * <p>A cache may keep a complete page unasked only if the request names the incarnation, since a reset makes the same URL mean
 * another page. The tags are weak: the count and the head that stand beside the rows are those of the time when it was read.
 */
record PageTag(String incarnation, boolean isComplete, long newest) {

    /** The parameter by which a read is bound to one life of the stream. */
    static final String INCARNATION = "incarnation";

    private static final String UNTIL_ASKED = "private, no-cache";
    private static final String FOR_EVER = "private, max-age=31536000, immutable";

    /** Says which life of the stream the answer is of, and refuses a read that is bound to another one. */
    static void requireIncarnation(Exchange exchange, Query query, String current) {
        exchange.set(RivuletHeader.INCARNATION, current);
        String wanted = query.text(INCARNATION);
        if (wanted != null && !wanted.equals(current)) {
            throw Problem.of(
                            ProblemType.STALE_INCARNATION,
                            "The stream was reset: its incarnation is '" + current + "'. Forget what you have of it and"
                                    + " read from the beginning.")
                    .with("incarnation", current)
                    .toException();
        }
    }

    /** Answers with the page, or with 304 if the client has it. */
    void answer(Exchange exchange, Query query, Supplier<JsonBuffer> page) {
        requireIncarnation(exchange, query, incarnation);
        boolean isBound = query.has(INCARNATION);
        exchange.set(HttpHeader.ETAG.asString(), text());
        exchange.set(HttpHeader.CACHE_CONTROL.asString(), isBound && isComplete ? FOR_EVER : UNTIL_ASKED);
        if (isKnown(exchange.header(HttpHeader.IF_NONE_MATCH.asString()))) {
            exchange.answer(304);
        } else {
            exchange.answer(200, page.get());
        }
    }

    String text() {
        return "W/\"" + incarnation + (isComplete ? "" : "." + newest) + "\"";
    }

    private boolean isKnown(@Nullable String header) {
        if (header == null) {
            return false;
        }
        for (String tag : header.split(",", -1)) {
            String known = tag.strip();
            if (known.equals("*") || known.equals(text()) || ("W/" + known).equals(text())) {
                return true;
            }
        }
        return false;
    }
}
