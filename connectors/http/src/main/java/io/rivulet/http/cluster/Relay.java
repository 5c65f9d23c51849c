package io.rivulet.http.cluster;

import io.rivulet.engine.cluster.Address;
import io.rivulet.http.exchange.Exchange;
import io.rivulet.http.exchange.HopByHop;
import io.rivulet.http.exchange.MediaType;
import io.rivulet.http.problem.Problem;
import io.rivulet.http.problem.ProblemType;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.Callback;

/**
 * One request on its way to another node, whose answer goes to the client as it comes: each side reads as fast as the other
 * takes. As long as nothing has gone to the client, a failure is no answer but a reason to look for the owner again.
 */
final class Relay implements Onward, Response.ContentSourceListener, Response.CompleteListener {

    private final Exchange exchange;
    private final Address peer;
    private final Request request;
    private final RelayedTails tails;
    private final BiConsumer<Problem, Boolean> onNoAnswer;
    private final AtomicBoolean isDone = new AtomicBoolean();

    /**
     * @param tails keeps it if it is a tail
     * @param onNoAnswer takes why there is no answer, and whether the other node may have acted on the request
     */
    Relay(
            Exchange exchange,
            Address peer,
            Request request,
            RelayedTails tails,
            BiConsumer<Problem, Boolean> onNoAnswer) {
        this.exchange = exchange;
        this.peer = peer;
        this.request = request;
        this.tails = tails;
        this.onNoAnswer = onNoAnswer;
    }

    @Override
    public Address peer() {
        return peer;
    }

    /** With the headers of the client's request. */
    @Override
    public void send() {
        request.headers(headers -> {
            for (HttpField field : exchange.headers()) {
                if (!HopByHop.is(field.getName()) && !headers.contains(field.getName())) {
                    headers.add(field);
                }
            }
        });
        // Registers it for all that it listens to.
        request.send(this);
    }

    @Override
    public void abort(Throwable why) {
        var unused = request.abort(why);
    }

    @Override
    public void onContentSource(Response response, Content.Source body) {
        Problem elsewhere = Peers.Reply.of(response, new byte[0]).elsewhere();
        if (elsewhere == null) {
            if (isDone.compareAndSet(false, true)) {
                exchange.relay(
                        response.getStatus(), response.getHeaders(), isTail(response) ? tails.relay(body) : body);
            }
            return;
        }
        Content.Source.consumeAll(body, Callback.from(() -> none(elsewhere, false), failure -> none(elsewhere, false)));
    }

    @Override
    public void onComplete(Result result) {
        if (result.isFailed()) {
            none(Peers.silent(peer, result.getFailure()), Peers.mayHaveActed(result.getFailure()));
        }
    }

    private static boolean isTail(Response response) {
        String type = response.getHeaders().get(HttpHeader.CONTENT_TYPE);
        return type != null && type.startsWith(MediaType.EVENT_STREAM);
    }

    private void none(Problem problem, boolean mayHaveActed) {
        if (isDone.compareAndSet(false, true)) {
            onNoAnswer.accept(problem, mayHaveActed || problem.type() == ProblemType.UNAVAILABLE);
        }
    }
}
