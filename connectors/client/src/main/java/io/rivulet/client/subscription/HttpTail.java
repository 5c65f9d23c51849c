package io.rivulet.client.subscription;

import io.rivulet.api.StreamPath;
import io.rivulet.client.connection.Nodes;
import io.rivulet.client.connection.NotNow;
import io.rivulet.client.model.Problem;
import io.rivulet.client.subscription.Failure.Kind;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** A tail over HTTP. No thread waits for it: what comes is handed on by the client's own threads. */
final class HttpTail implements Tail {

    private final Nodes nodes;
    private final StreamPath path;
    private final URI node;
    private final Listener listener;
    private final SseBody body;
    private volatile @Nullable CompletableFuture<HttpResponse<byte[]>> opening;

    HttpTail(Nodes nodes, StreamPath path, URI node, Listener listener) {
        this.nodes = nodes;
        this.path = path;
        this.node = node;
        this.listener = listener;
        body = new SseBody(listener);
    }

    void connect(HttpClient http, HttpRequest request) {
        CompletableFuture<HttpResponse<byte[]>> answer = http.sendAsync(request, this::bodyOf);
        opening = answer;
        var unused = answer.whenComplete((response, failure) -> {
            if (failure != null) {
                Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
                listener.ended(
                        new Failure(Kind.CONNECTION, "The node at " + node + " does not answer: " + cause, cause),
                        Duration.ZERO);
            } else if (!isEventStream(response.statusCode())) {
                refused(response);
            }
        });
    }

    private BodySubscriber<byte[]> bodyOf(ResponseInfo response) {
        if (!isEventStream(response.statusCode())) {
            return BodySubscribers.ofByteArray();
        }
        nodes.answered(path, response.headers());
        listener.opened(response.headers()
                .firstValue("Rivulet-Applied-Offset")
                .filter(value -> value.matches("-1|\\d{1,18}"))
                .map(Long::parseLong)
                .orElse(UNKNOWN));
        return body;
    }

    private static boolean isEventStream(int status) {
        return status == 200;
    }

    private void refused(HttpResponse<byte[]> response) {
        Problem problem = Problem.read(response.statusCode(), response.body());
        boolean isNotNow = NotNow.isTold(response.statusCode()) || response.statusCode() >= 500;
        listener.ended(
                Failure.of(isNotNow ? Kind.NOT_NOW : Kind.REFUSED, problem.toString()),
                NotNow.retryAfter(response).orElse(Duration.ZERO));
    }

    @Override
    public void more() {
        body.more();
    }

    @Override
    public void close() {
        CompletableFuture<HttpResponse<byte[]>> running = opening;
        if (running != null) {
            running.cancel(true);
        }
        body.cancel();
    }

    @Override
    public void closeAndAvoid() {
        nodes.failed(node, path);
        close();
    }
}
