package io.rivulet.http.exchange;

import io.rivulet.http.json.JsonBuffer;
import io.rivulet.http.problem.Problem;
import io.rivulet.http.problem.ProblemType;
import io.rivulet.http.problem.Problems;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Problems on the wire: those of endpoints, and those that the server finds before any endpoint sees the request. */
public final class ProblemAnswer implements Request.Handler {

    static void write(Problem problem, Response response, Callback callback) {
        JsonBuffer json = new JsonBuffer().raw("{");
        problem.writeMembers(json);
        json.raw("}");
        write(
                problem.type().status(),
                problem.type().slug(),
                problem.retryAfterSeconds(),
                json.toByteBuffer(),
                response,
                callback);
    }

    /** @param retryAfterSeconds 0 if it is not to be said */
    static void write(
            int status, String slug, long retryAfterSeconds, ByteBuffer json, Response response, Callback callback) {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, MediaType.PROBLEM);
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.getHeaders().put(RivuletHeader.PROBLEM, slug);
        if (retryAfterSeconds > 0) {
            response.getHeaders().put(HttpHeader.RETRY_AFTER, retryAfterSeconds);
        }
        response.write(true, json, callback);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Object cause = request.getAttribute(ErrorHandler.ERROR_EXCEPTION);
        if (cause instanceof EofException gone) {
            callback.failed(gone);
        } else {
            write(problem(cause, response.getStatus(), request), response, callback);
        }
        return true;
    }

    private static Problem problem(Object cause, int status, Request request) {
        if (cause instanceof Throwable failure) {
            return Problems.of(failure);
        }
        if (status == HttpStatus.SERVICE_UNAVAILABLE_503) {
            return Problem.of(ProblemType.CLOSING, "This node is closing. Try again, or ask another one.")
                    .after(Duration.ofSeconds(1));
        }
        Object message = request.getAttribute(ErrorHandler.ERROR_MESSAGE);
        return Problem.of(
                status >= 500 ? ProblemType.INTERNAL_ERROR : ProblemType.MALFORMED_REQUEST,
                message == null ? HttpStatus.getMessage(status) : message.toString());
    }
}
