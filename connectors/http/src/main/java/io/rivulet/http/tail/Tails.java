package io.rivulet.http.tail;

import io.rivulet.api.EventInput;
import io.rivulet.engine.query.Answer;
import io.rivulet.engine.query.StateView;
import io.rivulet.engine.tail.Ending;
import io.rivulet.engine.tail.Subscription;
import io.rivulet.engine.tail.Tail;
import io.rivulet.http.cluster.PeerUrl;
import io.rivulet.http.exchange.Endpoint;
import io.rivulet.http.exchange.Exchange;
import io.rivulet.http.exchange.MediaType;
import io.rivulet.http.exchange.Query;
import io.rivulet.http.exchange.ResponseStream;
import io.rivulet.http.exchange.RivuletHeader;
import io.rivulet.http.problem.Problem;
import io.rivulet.http.problem.ProblemType;
import io.rivulet.http.problem.Problems;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /v1/{ns}/events/{path}} as server-sent events: everything after an offset, then what comes (SUB-8, SUB-9).
 *
 * <p>The header {@code Last-Event-ID} wins over the parameter {@code after}, since a browser that comes back sends both.
 * Without either the tail is live from now; -1 is from the beginning.
 */
public final class Tails implements Endpoint, AutoCloseable {

    private final Set<SseTail> open = ConcurrentHashMap.newKeySet();
    private volatile boolean isClosing;

    /** @param ticker where heartbeats run; they do not hold it up */
    public Tails(ScheduledExecutorService ticker, Duration heartbeat) {
        var unused = ticker.scheduleAtFixedRate(
                () -> open.forEach(SseTail::beat), heartbeat.toMillis(), heartbeat.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void serve(Exchange exchange) {
        Query query = exchange.query("after", "types", "key", "state", "events", "subscriber");
        Subscription wanted = subscription(query, exchange.header("Last-Event-ID"));
        long head = head(exchange);
        if (isClosing) {
            throw Problem.of(ProblemType.CLOSING, "This node is closing. Resume here shortly, or at another node.")
                    .after(Duration.ofSeconds(1))
                    .toException();
        }
        exchange.keepOpen();
        ResponseStream out = exchange.stream(MediaType.EVENT_STREAM);
        SseTail tail = new SseTail(out, wanted.after() == Subscription.LIVE ? head : wanted.after(), open::remove);
        open.add(tail);
        exchange.onGone(tail::close);
        Tail opened = exchange.namespace().tail(exchange.path(), wanted, tail);
        exchange.set(RivuletHeader.SUBSCRIPTION, PeerUrl.encode(opened.key()));
        tail.attach(opened);
        if (isClosing) {
            tail.end(Ending.CLOSING);
        }
    }

    private static Subscription subscription(Query query, @Nullable String resumed) {
        long given = query.number("after", -1, Long.MAX_VALUE, Subscription.LIVE);
        long after = resumed == null ? given : Query.number("Last-Event-ID", resumed, -1, Long.MAX_VALUE);
        boolean isStateOnly = query.is("events", "false");
        boolean hasState = query.is("state", "true");
        return new Subscription(
                SubscriptionKey.require("key", query.text("key")),
                after,
                query.types("types"),
                !isStateOnly,
                hasState || isStateOnly,
                SubscriptionKey.requireSubscriber("subscriber", query.text("subscriber")));
    }

    /** Asks every client to come back, and takes no new ones. */
    @Override
    public void close() {
        isClosing = true;
        open.forEach(tail -> tail.end(Ending.CLOSING));
    }

    /** The offset of the last event so far; also tells, while there still is a status, that the stream is not served. */
    private static long head(Exchange exchange) {
        Answer<StateView> state = exchange.namespace().state(exchange.path());
        exchange.reflect(state);
        return state instanceof Answer.Absent<StateView>
                ? EventInput.NO_STREAM
                : Problems.require(state, exchange.path()).head().offset();
    }
}
