package io.rivulet.client.connection;

import io.rivulet.client.model.ClientClosedException;
import io.rivulet.client.model.Problem;
import io.rivulet.client.model.ProblemException;
import io.rivulet.client.model.UnavailableException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * One call, from its first attempt to its last. Each step runs when the one before it is over, on whatever thread that was.
 *
 * <p>The stream's owner is asked first if it is known, else the node that answered last. A node that cannot be reached is followed by the next; when all have been asked, the call waits at the gate. A node that answers
 * "not now" is followed by the next, too, and when all say so, the call comes back when the last one asked for it.
 */
final class Call {

    private static final String JSON = "application/json";
    private static final Duration SHORTEST_WAIT = Duration.ofMillis(100);

    private final HttpClient http;
    private final Nodes nodes;
    private final Gate gate;
    private final Ticker ticker;
    private final Patience patience;
    private final Request request;
    private final CompletableFuture<byte[]> result = new CompletableFuture<>();
    private final long deadlineNanos;
    private @Nullable Throwable lastFailure;

    Call(HttpClient http, Nodes nodes, Gate gate, Ticker ticker, Patience patience, Request request) {
        this.http = http;
        this.nodes = nodes;
        this.gate = gate;
        this.ticker = ticker;
        this.patience = patience;
        this.request = request;
        deadlineNanos = ticker.nanos() + patience.outage().toNanos();
    }

    /** The body of the answer, once there is one that is a success. */
    CompletableFuture<byte[]> result() {
        return result;
    }

    /** Ends it because the client is closed. */
    void reject() {
        result.completeExceptionally(new ClientClosedException());
    }

    void start() {
        var unused = gate.pass(remaining()).whenComplete((passed, failure) -> {
            if (failure == null) {
                guard(this::attempt);
            } else if (failure instanceof UnavailableException) {
                giveUp();
            } else {
                result.completeExceptionally(failure);
            }
        });
    }

    private void attempt() {
        URI owner = nodes.owner(request.stream());
        if (owner == null) {
            ask(nodes.preferred(), 1);
        } else {
            ask(owner, 0);
        }
    }

    /** @param turn counts the nodes that were asked since the gate, from 1, and from 0 if the first is asked as the owner */
    private void ask(URI node, int turn) {
        if (result.isDone()) {
            gate.skipped();
            return;
        }
        var unused = http.sendAsync(http(node), BodyHandlers.ofByteArray())
                .whenComplete((answer, failure) -> guard(() -> {
                    if (failure == null) {
                        gate.reached();
                        take(answer, node, turn);
                    } else {
                        lastFailure = failure instanceof CompletionException ? failure.getCause() : failure;
                        nodes.unreachable(node);
                        goOn(turn);
                    }
                }));
    }

    private HttpRequest http(URI node) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(request.target().apply(node))
                .header("Accept", JSON)
                .timeout(patience.answer());
        byte[] body = request.body();
        return body == null
                ? builder.GET().build()
                : builder.header("Content-Type", JSON)
                        .POST(BodyPublishers.ofByteArray(body))
                        .build();
    }

    private void goOn(int turn) {
        if (turn < nodes.count()) {
            ask(nodes.preferred(), turn + 1);
            return;
        }
        gate.failed();
        if (remaining().isZero()) {
            giveUp();
        } else {
            start();
        }
    }

    private void take(HttpResponse<byte[]> answer, URI node, int turn) {
        if (answer.statusCode() / 100 == 2) {
            nodes.answered(request.stream(), answer.headers());
            result.complete(answer.body());
            return;
        }
        Problem problem = Problem.read(answer.statusCode(), answer.body());
        if (!NotNow.isTold(answer.statusCode())) {
            result.completeExceptionally(new ProblemException(problem));
            return;
        }
        lastFailure = new ProblemException(problem);
        Duration left = remaining();
        if (left.isZero()) {
            giveUp();
        } else if (turn < nodes.count()) {
            nodes.failed(node, request.stream());
            ask(nodes.preferred(), turn + 1);
        } else {
            Duration asked = NotNow.retryAfter(answer).orElse(SHORTEST_WAIT);
            Duration wait = asked.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : asked;
            ticker.after(wait.compareTo(left) < 0 ? wait : left, () -> guard(this::attempt));
        }
    }

    private void giveUp() {
        Throwable last = lastFailure;
        result.completeExceptionally(new UnavailableException(
                "No node took the call within " + patience.outage().toMillis() + " ms"
                        + (last == null ? "" : ", the last because: " + last),
                last));
    }

    private Duration remaining() {
        return Duration.ofNanos(Math.max(0, deadlineNanos - ticker.nanos()));
    }

    /** Whatever goes wrong in a step, the caller learns it, and nobody waits for this call at the gate. */
    private void guard(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | Error e) {
            gate.skipped();
            result.completeExceptionally(e);
        }
    }
}
