package io.rivulet.http.exchange;

import io.rivulet.api.StreamPath;
import io.rivulet.engine.Namespace;
import io.rivulet.http.json.JsonBuffer;
import io.rivulet.http.problem.Problem;
import io.rivulet.http.problem.ProblemType;
import io.rivulet.http.problem.Problems;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer. An endpoint answers exactly once: with {@link #answer}, with {@link #fail}, or by opening a
 * {@link #stream}. It may do so later and from any thread, and what it throws is a failure like any other.
 */
public final class Exchange {

    private final Request request;
    private final Response response;
    private final Callback callback;
    private final @Nullable Namespace namespace;
    private final StreamPath path;

    public Exchange(
            Request request, Response response, Callback callback, @Nullable Namespace namespace, StreamPath path) {
        this.request = request;
        this.response = response;
        this.callback = callback;
        this.namespace = namespace;
        this.path = path;
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

    /** The path of the URL as it was sent. */
    public String rawPath() {
        return request.getHttpURI().getPath();
    }

    /** The query parameters, of which no others than these are taken. */
    public Query query(String... known) {
        return Query.parse(request.getHttpURI().getQuery(), known);
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
        new BodyReader(request, maxBytes, body -> guard(() -> reader.accept(body)), this::fail).run();
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
