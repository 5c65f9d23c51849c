package io.rivulet.http.append;

import io.rivulet.api.EventInput;
import io.rivulet.engine.append.AppendResult;
import io.rivulet.engine.append.AppendResult.Appended;
import io.rivulet.engine.append.AppendResult.Moved;
import io.rivulet.engine.append.AppendResult.Unsettled;
import io.rivulet.engine.cluster.Address;
import io.rivulet.http.cluster.Forward;
import io.rivulet.http.cluster.Onward;
import io.rivulet.http.cluster.PeerUrl;
import io.rivulet.http.cluster.Search;
import io.rivulet.http.cluster.SentAppend;
import io.rivulet.http.cluster.Settlement;
import io.rivulet.http.exchange.Exchange;
import io.rivulet.http.exchange.RivuletHeader;
import io.rivulet.http.problem.Problem;
import io.rivulet.http.problem.Problems;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * An append on its way to the owner of its stream. Sent on, its events all have keys: those that the client gave none have
 * one made from the append's id, so that a try without an answer can be repeated.
 */
final class AppendLeg implements Search.Leg {

    /** Bodies up to this size are answered by the node's own thread. */
    private static final int SMALL_BYTES = 16 << 10;

    private final String resource;
    private final Exchange exchange;
    private final List<EventInput> events;
    private final String contentType;
    private final byte[] body;
    private final AppendParts parts;
    private final Executor answering;
    private @Nullable String appendId;

    /** @param resource of the URL, where the owner is asked if it is asked in a request */
    AppendLeg(
            String resource,
            Exchange exchange,
            List<EventInput> events,
            String contentType,
            byte[] body,
            AppendParts parts) {
        this.resource = resource;
        this.exchange = exchange;
        this.events = events;
        this.contentType = contentType;
        this.body = body;
        this.parts = parts;
        answering = body.length <= SMALL_BYTES ? Runnable::run : parts.work();
        appendId = AppendIds.requireId(exchange.header(RivuletHeader.APPEND_ID));
    }

    @Override
    public boolean mayChange() {
        return true;
    }

    @Override
    public void here(Search search) {
        List<EventInput> offered = appendId == null ? events : AppendIds.keyed(appendId, events);
        exchange.namespace()
                .append(exchange.path(), offered)
                .thenAcceptAsync(result -> exchange.guard(() -> judged(search, result)), answering)
                .exceptionally(failure -> {
                    exchange.fail(failure);
                    return null;
                });
    }

    private void judged(Search search, AppendResult result) {
        if (result instanceof Appended appended) {
            AppendAnswer.write(exchange, appended, events);
        } else if (result instanceof Moved) {
            search.again(Problems.of(result));
        } else if (result instanceof Unsettled unsettled) {
            settle(search, unsettled);
        } else {
            exchange.fail(Problems.of(result));
        }
    }

    private void settle(Search search, Unsettled unsettled) {
        parts.settlement()
                .settle(exchange.namespace(), exchange.path(), unsettled.records(), search.rest())
                .thenAccept(outcome -> exchange.guard(() -> settled(search, outcome)))
                .exceptionally(failure -> {
                    exchange.fail(failure);
                    return null;
                });
    }

    private void settled(Search search, Settlement.Outcome outcome) {
        if (outcome instanceof Settlement.Known known) {
            exchange.set(RivuletHeader.NODE, known.node());
            exchange.answer(known.status(), known.json());
        } else if (outcome instanceof Settlement.Nothing) {
            // Refused, and so as if it had never been: the new owner judges it anew and tells the reason.
            search.again(Problems.moved("The stream has moved"));
        } else {
            exchange.fail(((Settlement.Unknown) outcome).problem());
        }
    }

    @Override
    public Forward there(Search search) {
        String target = PeerUrl.of(exchange.namespace().name(), resource, exchange.path(), null);
        return new Forward("POST", target, body, contentType, id());
    }

    @Override
    public Onward onward(Search search, Address owner, BiConsumer<Problem, Boolean> onNoAnswer) {
        SentAppend append = new SentAppend(exchange.namespace().name(), exchange.path(), contentType, body, id());
        return new OnwardAppend(
                exchange, owner, () -> parts.channels().append(owner, append, search.rest()), onNoAnswer);
    }

    private String id() {
        if (appendId == null) {
            appendId = parts.ids().next();
        }
        return appendId;
    }
}
