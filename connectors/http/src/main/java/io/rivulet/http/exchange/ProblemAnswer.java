package io.rivulet.http.exchange;

import io.rivulet.http.json.JsonBuffer;
import io.rivulet.http.problem.Problem;
import io.rivulet.http.problem.ProblemType;
import io.rivulet.http.problem.Problems;
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
        response.setStatus(problem.type().status());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, MediaType.PROBLEM);
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.getHeaders().put(RivuletHeader.PROBLEM, problem.type().slug());
        if (problem.retryAfter() != null) {
            response.getHeaders().put(HttpHeader.RETRY_AFTER, problem.retryAfterSeconds());
        }
        response.write(true, json.toByteBuffer(), callback);
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
