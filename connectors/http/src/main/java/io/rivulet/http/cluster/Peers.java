package io.rivulet.http.cluster;

import io.rivulet.api.StreamPath;
import io.rivulet.engine.cluster.Address;
import io.rivulet.http.exchange.MediaType;
import io.rivulet.http.exchange.RivuletHeader;
import io.rivulet.http.problem.Problem;
import io.rivulet.http.problem.ProblemType;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.BufferingResponseListener;
import org.eclipse.jetty.client.ByteBufferRequestContent;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http2.client.HTTP2Client;
import org.eclipse.jetty.http2.client.transport.HttpClientTransportOverHTTP2;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/**
 * The way to the other nodes: HTTP/2 without TLS, over a few connections each. Any thread.
 *
 * <p>A stream that its reader leaves standing, such as a stalled tail, holds so much of the connection's window as its own
 * window is large; the connection's is large enough for a thousand of them, so that no other stream stands behind it.
 */
public final class Peers implements AutoCloseable {

    private static final int STREAM_WINDOW_BYTES = 64 << 10;
    private static final int CONNECTION_WINDOW_BYTES = 64 << 20;
    private static final int MAX_CONNECTIONS = 64;
    private static final int MAX_THREADS = 16;
    private static final int MAX_QUEUED = 16_384;
    private static final int MAX_REPLY_BYTES = 64 << 20;
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration SHORTLY = Duration.ofSeconds(1);

    /** What another node says when it is not the one to ask. */
    private static final Set<ProblemType> ELSEWHERE =
            Set.of(ProblemType.MOVED, ProblemType.RESTORING, ProblemType.CLOSING, ProblemType.UNAVAILABLE);

    /** Longer than the pauses between heartbeats, so that only a peer that is gone is given up. */
    private static final Duration IDLE = Duration.ofSeconds(60);

    private final Address self;
    private final HttpClient client;
    private final Forwards forwards = new Forwards();

    /** @param self the address of this node */
    public Peers(Address self) {
        this.self = self;
        HTTP2Client http2 = new HTTP2Client();
        http2.setInitialStreamRecvWindow(STREAM_WINDOW_BYTES);
        http2.setInitialSessionRecvWindow(CONNECTION_WINDOW_BYTES);
        http2.setIdleTimeout(IDLE.toMillis());
        http2.setConnectTimeout(CONNECT.toMillis());
        client = new HttpClient(new HttpClientTransportOverHTTP2(http2));
        QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, 0);
        threads.setName("http-peers");
        threads.setDaemon(true);
        client.setExecutor(threads);
        client.setName("http-peers");
        client.setConnectTimeout(CONNECT.toMillis());
        client.setIdleTimeout(IDLE.toMillis());
        client.setMaxConnectionsPerDestination(MAX_CONNECTIONS);
        client.setMaxRequestsQueuedPerDestination(MAX_QUEUED);
        client.setFollowRedirects(false);
        client.setUserAgentField(null);
    }

    /** Before it is used. */
    public void start() throws Exception {
        client.start();
    }

    /**
     * What another node answered, as a whole.
     *
     * @param problem the name of the problem that it told, empty for none
     * @param retryAfterSeconds after how long to try again, 0 if it does not say
     */
    public record Reply(int status, String problem, long retryAfterSeconds, byte[] body) {

        /** The answer of a request of its own. */
        public static Reply of(Response response, byte[] body) {
            String problem = response.getHeaders().get(RivuletHeader.PROBLEM);
            long retryAfterSeconds = response.getHeaders().getLongField(HttpHeader.RETRY_AFTER);
            return new Reply(
                    response.getStatus(), problem == null ? "" : problem, Math.max(0, retryAfterSeconds), body);
        }

        /** The problem that it told, if it means that somebody else is to be asked; null otherwise. */
        public @Nullable Problem elsewhere() {
            return Peers.elsewhere(problem, retryAfterSeconds);
        }
    }

    /** The problem of that name, if it means that somebody else is to be asked; null otherwise. */
    static @Nullable Problem elsewhere(String slug, long retryAfterSeconds) {
        Optional<ProblemType> type = ProblemType.bySlug(slug);
        if (type.isEmpty() || !ELSEWHERE.contains(type.get())) {
            return null;
        }
        return Problem.of(type.get(), type.get().title() + ", says its node.")
                .after(retryAfterSeconds > 0 ? Duration.ofSeconds(retryAfterSeconds) : SHORTLY);
    }

    /** The problem that another node was asked and did not answer. */
    public static Problem silent(Address peer, Throwable failure) {
        return Problem.of(
                        ProblemType.MOVED,
                        "The node " + peer + " that owns the stream does not answer: " + failure.getMessage())
                .after(SHORTLY);
    }

    /** Whether another node that did not answer may have acted all the same on what it was asked. */
    public static boolean mayHaveActed(Throwable failure) {
        return !(failure instanceof ConnectException
                || failure instanceof SocketTimeoutException
                || failure instanceof RejectedExecutionException);
    }

    /** The address of this node. */
    public Address self() {
        return self;
    }

    /** How requests to other nodes ended. */
    public Forwards forwards() {
        return forwards;
    }

    /** A request that says who sends it on, so that it is not sent on again. */
    Request request(Address peer, String method, String target) {
        return uncounted(peer, method, target).onComplete(forwards::over);
    }

    /** A request that stays open and carries many, to be sent by the caller. */
    public Request channel(Address peer, String target) {
        return uncounted(peer, HttpMethod.POST.asString(), target).idleTimeout(0, TimeUnit.MILLISECONDS);
    }

    private Request uncounted(Address peer, String method, String target) {
        return client.newRequest(URI.create("http://" + peer + target))
                .method(method)
                .headers(headers -> {
                    headers.remove("Accept-Encoding");
                    headers.put(RivuletHeader.FORWARDED, self.toString());
                });
    }

    /** An import at another node that answers with the verdict of each line. */
    public Request importing(Address peer, String namespace) {
        return request(peer, "POST", PeerUrl.of(namespace, "import", "verdicts=true"));
    }

    /** Asks another node and takes its whole answer. Fails when there is none. */
    CompletableFuture<Reply> get(Address peer, String target, Duration within) {
        return send(request(peer, HttpMethod.GET.asString(), target), within);
    }

    /** Sends a body to another node and takes its whole answer. Fails when there is none. */
    CompletableFuture<Reply> post(Address peer, String target, String contentType, ByteBuffer body, Duration within) {
        return send(
                request(peer, HttpMethod.POST.asString(), target).body(new ByteBufferRequestContent(contentType, body)),
                within);
    }

    /** Sends an append on to the owner of its stream. Fails when there is no answer. */
    public CompletableFuture<Reply> append(Address owner, SentAppend append, Duration within) {
        Request request = request(owner, "POST", PeerUrl.of(append.namespace(), "events", append.path(), null))
                .body(new ByteBufferRequestContent(append.contentType(), ByteBuffer.wrap(append.events())))
                .headers(headers -> headers.put(RivuletHeader.APPEND_ID, append.appendId()));
        return send(request, within);
    }

    /** A tail at another node, to be sent by the caller, who takes what comes. It may be silent for as long as it likes. */
    public Request tail(Address owner, String namespace, StreamPath path, String query) {
        return request(owner, "GET", PeerUrl.of(namespace, "events", path, query))
                .idleTimeout(0, TimeUnit.MILLISECONDS)
                .headers(headers -> headers.put("Accept", MediaType.EVENT_STREAM));
    }

    private static CompletableFuture<Reply> send(Request request, Duration within) {
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        request.idleTimeout(within.toMillis() + 1, TimeUnit.MILLISECONDS)
                .timeout(within.toMillis() + 1, TimeUnit.MILLISECONDS)
                .send(new BufferingResponseListener(MAX_REPLY_BYTES) {

                    @Override
                    public void onComplete(Result result) {
                        if (result.isFailed()) {
                            reply.completeExceptionally(result.getFailure());
                        } else {
                            reply.complete(Reply.of(result.getResponse(), getContent()));
                        }
                    }
                });
        return reply;
    }

    @Override
    public void close() {
        try {
            client.stop();
        } catch (Exception e) {
            throw new IllegalStateException("The client for other nodes did not stop", e);
        }
    }
}
