package io.rivulet.http.cluster;

import io.rivulet.engine.cluster.Address;
import io.rivulet.http.exchange.Exchange;
import io.rivulet.http.exchange.HopByHop;
import io.rivulet.http.exchange.MediaType;
import io.rivulet.http.exchange.RivuletHeader;
import io.rivulet.http.problem.Problem;
import io.rivulet.http.problem.ProblemType;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way to another node, whose answer goes to the client as it comes: each side reads as fast as the other
 * takes. As long as nothing has gone to the client, a failure is no answer but a reason to look for the owner again.
 */
final class Relay implements Response.ContentSourceListener, Response.CompleteListener {

    /** What another node says when it is not the one to ask. */
    private static final Set<ProblemType> ELSEWHERE =
            Set.of(ProblemType.MOVED, ProblemType.RESTORING, ProblemType.CLOSING, ProblemType.UNAVAILABLE);

    private static final Duration SHORTLY = Duration.ofSeconds(1);

    private final Exchange exchange;
    private final Address peer;
    private final Request request;
    private final BiConsumer<Problem, Boolean> onNoAnswer;
    private final AtomicBoolean isDone = new AtomicBoolean();

    /**
     * @param onNoAnswer takes why there is no answer, and whether the other node may have acted on the request
     */
    Relay(Exchange exchange, Address peer, Request request, BiConsumer<Problem, Boolean> onNoAnswer) {
        this.exchange = exchange;
        this.peer = peer;
        this.request = request;
        this.onNoAnswer = onNoAnswer;
    }

    Address peer() {
        return peer;
    }

    /** Sends it with the headers of the client's request. */
    void send() {
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

    /** Gives it up: the other node no longer is the one to ask, or the client has gone. */
    void abort(Throwable why) {
        var unused = request.abort(why);
    }

    @Override
    public void onContentSource(Response response, Content.Source body) {
        Problem elsewhere = elsewhere(response);
        if (elsewhere == null) {
            if (isDone.compareAndSet(false, true)) {
                exchange.relay(
                        response.getStatus(), response.getHeaders(), isTail(response) ? new RelayedTail(body) : body);
            }
            return;
        }
        Content.Source.consumeAll(body, Callback.from(() -> none(elsewhere, false), failure -> none(elsewhere, false)));
    }

    @Override
    public void onComplete(Result result) {
        if (result.isFailed()) {
            boolean mayHaveActed = !(result.getFailure() instanceof ConnectException)
                    && !(result.getFailure() instanceof SocketTimeoutException);
            none(
                    Problem.of(
                                    ProblemType.MOVED,
                                    "The node " + peer + " that owns the stream does not answer: "
                                            + result.getFailure().getMessage())
                            .after(SHORTLY),
                    mayHaveActed);
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

    /** The problem that another node told, if it means that somebody else is to be asked. */
    private static @Nullable Problem elsewhere(Response response) {
        String slug = response.getHeaders().get(RivuletHeader.PROBLEM);
        Optional<ProblemType> type = slug == null ? Optional.empty() : ProblemType.bySlug(slug);
        if (type.isEmpty() || !ELSEWHERE.contains(type.get())) {
            return null;
        }
        long seconds = response.getHeaders().getLongField("Retry-After");
        return Problem.of(type.get(), type.get().title() + ", says its node.")
                .after(seconds > 0 ? Duration.ofSeconds(seconds) : SHORTLY);
    }
}
