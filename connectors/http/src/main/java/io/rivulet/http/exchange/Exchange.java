package io.rivulet.http.exchange;

import io.rivulet.api.StreamPath;
import io.rivulet.engine.Namespace;
import io.rivulet.engine.query.Answer;
import io.rivulet.engine.query.Answer.Absent;
import io.rivulet.engine.query.Answer.Found;
import io.rivulet.engine.query.StreamReads;
import io.rivulet.http.json.JsonBuffer;
import io.rivulet.http.problem.Problem;
import io.rivulet.http.problem.ProblemType;
import io.rivulet.http.problem.Problems;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer. An endpoint answers exactly once: with {@link #answer}, with {@link #fail}, or by opening a
 * {@link #stream}. It may do so later and from any thread, and what it throws is a failure like any other.
 */
public final class Exchange {

    private static final long UNKNOWN_OFFSET = Long.MIN_VALUE;

    private final Request request;
    private final Response response;
    private final Callback callback;
    private final @Nullable Namespace namespace;
    private StreamPath path;
    private final Set<String> allowed = new LinkedHashSet<>();
    private @Nullable StreamReads reads;

    public Exchange(
            Request request, Response response, Callback callback, @Nullable Namespace namespace, StreamPath path) {
        this.request = request;
        this.response = response;
        this.callback = callback;
        this.namespace = namespace;
        this.path = path;
        reads = namespace;
    }

    /** The namespace of the URL; only at URLs that have one. */
    public Namespace namespace() {
        if (namespace == null) {
            throw new IllegalStateException(
                    "There is no namespace in " + request.getHttpURI().getPath());
        }
        return namespace;
    }

    /** The stream of the URL; the root where it names none. */
    public StreamPath path() {
        return path;
    }

    /** Turns to another stream than that of the URL (AP-20). */
    public void turnTo(StreamPath other) {
        path = other;
    }

    /** The path of the URL as it was sent. */
    public String rawPath() {
        return request.getHttpURI().getPath();
    }

    /** The host and port that the client asked for. */
    public String authority() {
        String authority = request.getHttpURI().getAuthority();
        return authority == null ? "" : authority;
    }

    /** The query as it was sent, null if there is none. */
    public @Nullable String rawQuery() {
        return request.getHttpURI().getQuery();
    }

    /** All parameters, whatever they are; what the endpoint does not know, it refuses. */
    public Query anyQuery() {
        return Query.parseAny(rawQuery());
    }

    /** Checks that the query can be read at all, before it is sent on. */
    public void requireReadableQuery() {
        Query.parseAny(rawQuery());
    }

    public String method() {
        return request.getMethod();
    }

    /** The headers of the request. */
    public HttpFields headers() {
        return request.getHeaders();
    }

    /** Lets the query have parameters that concern others than its endpoint. */
    public Exchange allow(String... parameters) {
        allowed.addAll(List.of(parameters));
        return this;
    }

    /** The query parameters, of which no others than these, and those that were allowed, are taken. */
    public Query query(String... known) {
        return Query.parse(
                rawQuery(), Stream.concat(Stream.of(known), allowed.stream()).toArray(String[]::new));
    }

    /** Where reads of streams go: to the owner's rows, unless it was decided otherwise. */
    public StreamReads reads() {
        return Objects.requireNonNull(reads, "There is no namespace in the URL");
    }

    /** Lets reads go elsewhere. */
    public void readFrom(StreamReads other) {
        reads = other;
    }

    /** The value of an answer, whose header tells which offset it reflects; or the problem that there is none. */
    public <T> T require(Answer<T> answer) {
        reflect(answer);
        return Problems.require(answer, path);
    }

    /** Tells in a header which offset an answer reflects, if that is known. */
    public void reflect(Answer<?> answer) {
        long reflects = answer instanceof Found<?> found
                ? found.reflects()
                : answer instanceof Absent<?> absent ? absent.reflects() : UNKNOWN_OFFSET;
        if (reflects != UNKNOWN_OFFSET) {
            set(RivuletHeader.APPLIED_OFFSET, Long.toString(reflects));
        }
    }

    public @Nullable String header(String name) {
        return request.getHeaders().get(name);
    }

    /** Which of the offered media types the client prefers; the first when it does not mind. */
    public String negotiate(String... offered) {
        List<String> ranges = request.getHeaders().getQualityCSV(HttpHeader.ACCEPT);
        if (ranges.isEmpty()) {
            return offered[0];
        }
        for (String range : ranges) {
            for (String type : offered) {
                if (MediaType.covers(MediaType.essence(range), type)) {
                    return type;
                }
            }
        }
        throw Problem.of(ProblemType.NOT_ACCEPTABLE, "Accept one of " + String.join(", ", offered) + ".")
                .with("offered", String.join(", ", offered))
                .toException();
    }

    /** The media type of the body, one of those supported. */
    public String requireContentType(String... supported) {
        String given = MediaType.essence(header("Content-Type"));
        for (String type : supported) {
            if (type.equals(given)) {
                return type;
            }
        }
        throw Problem.of(
                        ProblemType.UNSUPPORTED_MEDIA_TYPE,
                        "Set Content-Type to " + String.join(" or ", supported) + ", in UTF-8.")
                .with("supported", String.join(", ", supported))
                .toException();
    }

    /** Whether the body is compressed with gzip; any other encoding is refused. */
    public boolean isGzip(boolean gzipAllowed) {
        String encoding = header("Content-Encoding");
        if (encoding == null || encoding.equalsIgnoreCase("identity")) {
            return false;
        }
        if (gzipAllowed && encoding.equalsIgnoreCase("gzip")) {
            return true;
        }
        throw Problem.of(ProblemType.UNSUPPORTED_ENCODING, "The content encoding '" + encoding + "' is not taken here.")
                .toException();
    }

    /** Reads the whole body, up to a bound, and hands it on; what the reader throws fails the exchange. */
    public void body(int maxBytes, Consumer<byte[]> reader) {
        new BodyReader(request, maxBytes, body -> guard(() -> reader.accept(body)), this::fail).read();
    }

    /**
     * Reads the body piece by piece, for as long as there is more.
     *
     * @param onPiece takes each piece, whose bytes are its own only until it returns; what it throws is a failure
     * @param onFailure takes what went wrong; nothing comes after it
     */
    public void body(Consumer<ByteBuffer> onPiece, Runnable onEnd, Consumer<Throwable> onFailure) {
        new BodyPieces(request, onPiece, onEnd, onFailure).run();
    }

    /**
     * The body as a stream that blocks. A client that asked for leave to send it (RFC 9110, 10.1.1) has it from here on: an
     * answer that began before would be a final one to it, and it would not know whether to send.
     */
    public InputStream bodyStream() {
        if (request.getHeaders().contains(HttpHeader.EXPECT, HttpHeaderValue.CONTINUE.asString())) {
            response.writeInterim(HttpStatus.CONTINUE_100, HttpFields.EMPTY).join();
        }
        return Content.Source.asInputStream(request);
    }

    /** Runs a part of the exchange; what it throws fails the exchange. */
    public void guard(Runnable part) {
        try {
            part.run();
        } catch (RuntimeException | Error failure) {
            fail(failure);
        }
    }

    /** Sets a header of the answer. */
    public Exchange set(String header, String value) {
        response.getHeaders().put(header, value);
        return this;
    }

    public void answer(int status, String contentType, ByteBuffer body) {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, contentType);
        response.write(true, body, callback);
    }

    public void answer(int status, JsonBuffer json) {
        answer(status, MediaType.JSON, json.toByteBuffer());
    }

    /** Answers with the problem that another node told. */
    public void fail(int status, String problem, long retryAfterSeconds, byte[] json) {
        ProblemAnswer.write(
                status, problem, retryAfterSeconds, ByteBuffer.wrap(json), response, BodyDrain.then(request, callback));
    }

    /**
     * Answers with what another node answers, as it comes.
     *
     * @param headers the headers of its answer
     */
    public void relay(int status, HttpFields headers, Content.Source body) {
        response.setStatus(status);
        headers.forEach(field -> {
            if (!HopByHop.is(field.getName())) {
                response.getHeaders().put(field);
            }
        });
        Content.copy(body, response, callback);
    }

    /**
     * Turns the connection into a WebSocket.
     *
     * @param endpoint what speaks on it from here on
     */
    public void upgrade(ServerWebSocketContainer sockets, Supplier<Object> endpoint) {
        if (!sockets.upgrade((asked, answer, done) -> endpoint.get(), request, response, callback)) {
            set("Upgrade", "websocket");
            fail(Problem.of(ProblemType.UPGRADE_REQUIRED, "Open this URL as a WebSocket."));
        }
    }

    public boolean isCommitted() {
        return response.isCommitted();
    }

    /** Cuts off an answer that has begun. */
    public void abort(Throwable failure) {
        callback.failed(failure);
    }

    /** An answer without a body. */
    public void answer(int status) {
        response.setStatus(status);
        callback.succeeded();
    }

    /** Begins an answer of status 200 that is written piece by piece. */
    public ResponseStream stream(String contentType) {
        response.setStatus(200);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, contentType);
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        return new ResponseStream(response, callback);
    }

    /** Lets the exchange be silent for as long as it likes. */
    public void keepOpen() {
        request.addIdleTimeoutListener(timeout -> false);
    }

    /** Calls back when the client goes away, as soon as that is noticed. */
    public void onGone(Runnable listener) {
        request.addFailureListener(failure -> listener.run());
    }

    /** Calls back when the exchange is over, well or not. */
    public void onOver(Runnable listener) {
        Request.addCompletionListener(request, failure -> listener.run());
    }

    public void fail(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (response.isCommitted() || cause instanceof EofException) {
            callback.failed(cause);
        } else {
            fail(Problems.of(cause));
        }
    }

    public void fail(Problem problem) {
        ProblemAnswer.write(problem, response, BodyDrain.then(request, callback));
    }
}
