package io.rivulet.webhook;

import io.rivulet.engine.lane.Session.RetryLaterException;
import io.rivulet.engine.outbound.Delivery;
import io.rivulet.engine.outbound.Outlet;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.jspecify.annotations.Nullable;

/** One URL that batches are posted to. 2xx takes a batch; everything else, and silence, has it come again. Any thread. */
final class Webhook implements Outlet {

    /** So much of an answer is read, so that the connection can be used again, and never kept. */
    private static final int MAX_ANSWER_BYTES = 64 << 10;

    private final HttpClient http;
    private final URI target;
    private final @Nullable String secret;
    private final WebhookSettings settings;
    private final InstantSource clock;

    Webhook(HttpClient http, URI target, @Nullable String secret, WebhookSettings settings, InstantSource clock) {
        this.http = http;
        this.target = target;
        this.secret = secret;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return "webhook";
    }

    @Override
    public String share() {
        return "webhook " + target.getScheme() + "://" + target.getRawAuthority();
    }

    @Override
    public int width() {
        return settings.concurrency();
    }

    @Override
    public CompletionStage<?> deliver(Delivery delivery) {
        byte[] body = BatchBody.of(delivery);
        long seconds = clock.instant().getEpochSecond();
        Request request = http.newRequest(target)
                .method(HttpMethod.POST)
                .timeout(settings.timeout().toMillis(), TimeUnit.MILLISECONDS)
                .headers(headers -> {
                    headers.put(HttpHeader.USER_AGENT, "Rivulet");
                    if (secret != null) {
                        headers.put(Signature.HEADER, Signature.of(secret, seconds, body));
                    }
                })
                .body(new BytesRequestContent("application/json", body));
        Answer answer = new Answer();
        request.send(answer);
        return answer.taken;
    }

    /** What a receiver says: its status counts, and nothing else of it is kept. */
    private final class Answer implements Response.Listener {

        private final CompletableFuture<Integer> taken = new CompletableFuture<>();
        private int read;

        @Override
        public void onHeaders(Response response) {
            int status = response.getStatus();
            if (status >= 200 && status < 300) {
                taken.complete(status);
                return;
            }
            String redirect = status >= 300 && status < 400 ? "; redirects are not followed" : "";
            String message = target.getRawAuthority() + " answered " + status + redirect;
            Duration after = RetryAfter.of(response.getHeaders().get(HttpHeader.RETRY_AFTER), clock.instant());
            taken.completeExceptionally(
                    after == null ? new DeliveryException(message) : new RetryLaterException(message, after, null));
        }

        @Override
        public void onContent(Response response, ByteBuffer content) {
            read += content.remaining();
            if (read > MAX_ANSWER_BYTES) {
                var unused = response.abort(new DeliveryException("The answer is longer than anybody reads"));
            }
        }

        @Override
        public void onComplete(Result result) {
            Throwable failure = result.getFailure();
            taken.completeExceptionally(new DeliveryException(
                    target.getRawAuthority() + " did not answer: "
                            + (failure == null ? "nothing came" : String.valueOf(failure.getMessage())),
                    failure));
        }
    }

    /** A batch that was not taken. */
    static final class DeliveryException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        DeliveryException(String message) {
            super(message);
        }

        DeliveryException(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }
}
