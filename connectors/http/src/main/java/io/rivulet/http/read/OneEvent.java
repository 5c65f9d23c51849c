package io.rivulet.http.read;

import io.rivulet.api.EventInput;
import io.rivulet.engine.fold.MirrorRow;
import io.rivulet.engine.query.EventView;
import io.rivulet.http.exchange.Endpoint;
import io.rivulet.http.exchange.Exchange;
import io.rivulet.http.exchange.MediaType;
import io.rivulet.http.exchange.Query;
import io.rivulet.http.json.JsonBuffer;
import io.rivulet.http.problem.Problem;
import io.rivulet.http.problem.ProblemType;

/**
 * {@code GET /v1/{ns}/event/{path}}: one event, by offset or by idempotency key. An offset where the stream has no event is a
 * problem; a key that it does not know is answered with nothing, since asking is how one finds out (AP-40).
 */
public final class OneEvent implements Endpoint {

    private static final String OFFSET = "offset";
    private static final String KEY = "key";

    @Override
    public void serve(Exchange exchange) {
        exchange.negotiate(MediaType.JSON);
        Query query = exchange.query(OFFSET, KEY, PageTag.INCARNATION);
        if (query.has(OFFSET) == query.has(KEY)) {
            throw Query.invalid(OFFSET, "or '" + KEY + "' says which event, one of them");
        }
        EventView view = exchange.require(
                query.has(OFFSET)
                        ? exchange.reads().eventAt(exchange.path(), query.number(OFFSET, 0, Long.MAX_VALUE, 0))
                        : exchange.reads().eventWithKey(exchange.path(), key(query)));
        MirrorRow event = view.event();
        if (event != null) {
            new PageTag(view.incarnation(), true, event.offset())
                    .answer(exchange, query, () -> new JsonBuffer(event.length() + 64).event(event));
            return;
        }
        PageTag.requireIncarnation(exchange, query, view.incarnation());
        if (query.has(KEY)) {
            exchange.answer(204);
            return;
        }
        throw Problem.of(
                        ProblemType.UNKNOWN_EVENT,
                        "The stream has no event at offset " + query.text(OFFSET) + "; its last one is at "
                                + view.head().offset() + ".")
                .with("currentOffset", view.head().offset())
                .toException();
    }

    private static String key(Query query) {
        String key = query.text(KEY);
        if (key == null || key.isBlank() || key.strip().length() > EventInput.MAX_NAME_LENGTH) {
            throw Query.invalid(
                    KEY, "is an idempotency key, not blank, of at most " + EventInput.MAX_NAME_LENGTH + " characters");
        }
        return key;
    }
}
