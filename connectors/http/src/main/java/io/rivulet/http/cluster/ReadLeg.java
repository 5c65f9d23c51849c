package io.rivulet.http.cluster;

import io.rivulet.engine.query.Answer;
import io.rivulet.engine.query.Freshness;
import io.rivulet.http.exchange.Endpoint;
import io.rivulet.http.exchange.Exchange;
import io.rivulet.http.exchange.Query;
import io.rivulet.http.exchange.RivuletHeader;
import io.rivulet.http.problem.Problems;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * A read of a stream. By default its owner's rows answer. With {@code minOffset} or {@code consistency=linearizable} they
 * answer once they are that new; with {@code stale=ok} a copy on the node that is asked answers if it is new enough.
 */
final class ReadLeg implements Search.Leg {

    private static final String MIN_OFFSET = "minOffset";
    private static final String CONSISTENCY = "consistency";
    private static final String STALE = "stale";

    /** How long an answer from a copy waits for the brokers to tell how far behind it is. */
    private static final Duration TELL_BEHIND = Duration.ofMillis(500);

    private final Routing routing;
    private final Exchange exchange;
    private final String resource;
    private final Endpoint endpoint;
    private final Freshness freshness;
    private final boolean isStaleAllowed;

    ReadLeg(Routing routing, Exchange exchange, String resource, Endpoint endpoint) {
        this.routing = routing;
        this.exchange = exchange.allow(MIN_OFFSET, CONSISTENCY, STALE);
        this.resource = resource;
        this.endpoint = endpoint;
        Query query = exchange.anyQuery();
        freshness = new Freshness(
                query.number(MIN_OFFSET, -1, Long.MAX_VALUE - 1, -1), query.is(CONSISTENCY, "linearizable"));
        isStaleAllowed = query.is(STALE, "ok") && !freshness.isLinearizable();
    }

    @Override
    public void here(Search search) {
        if (freshness.equals(Freshness.ANY)) {
            endpoint.serve(exchange);
            return;
        }
        exchange.keepOpen();
        exchange.namespace()
                .await(search.partition(), freshness, search.rest())
                .whenCompleteAsync(
                        (answer, bug) -> exchange.guard(() -> arrived(search, answer, bug)), routing.threads());
    }

    private void arrived(Search search, Answer<Long> answer, Throwable bug) {
        if (bug != null) {
            throw new IllegalStateException("Waiting for an offset failed", bug);
        }
        if (answer instanceof Answer.Moved<Long> moved) {
            search.again(Problems.moved(moved.detail()));
            return;
        }
        Problems.require(answer, exchange.path());
        search.serve(() -> endpoint.serve(exchange));
    }

    @Override
    public boolean takesCopies() {
        return isStaleAllowed;
    }

    @Override
    public boolean isAnsweredByCopy(Search search) {
        if (!isStaleAllowed || !exchange.namespace().hasCopy(search.partition(), freshness.minOffset())) {
            return false;
        }
        exchange.namespace()
                .behind(search.partition(), TELL_BEHIND)
                .whenCompleteAsync(
                        (behind, bug) -> exchange.guard(() -> answerFromCopy(behind, bug)), routing.threads());
        return true;
    }

    private void answerFromCopy(OptionalLong behind, Throwable bug) {
        boolean isKnown = bug == null && behind.isPresent();
        exchange.set(RivuletHeader.NODE, routing.self().toString());
        exchange.set(RivuletHeader.RECORDS_BEHIND, isKnown ? Long.toString(behind.getAsLong()) : "unknown");
        exchange.readFrom(exchange.namespace().copies());
        endpoint.serve(exchange);
    }

    @Override
    public Forward there(Search search) {
        return Forward.read(exchange.method(), search.target(resource));
    }
}
