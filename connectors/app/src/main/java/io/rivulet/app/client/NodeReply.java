package io.rivulet.app.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.rivulet.app.CommandFailure;
import io.rivulet.app.ExitCode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * What a node answered.
 *
 * @param body the whole of it, as sent
 * @param retryAfter when the node says that trying again is worth it
 */
@SuppressWarnings("ArrayRecordComponent")
public record NodeReply(int status, byte[] body, Optional<Duration> retryAfter) {

    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    /** Whether the same request may be answered otherwise a little later. */
    public boolean isWorthRetrying() {
        return status == 429 || status == 503;
    }

    public boolean isNotFound() {
        return status == 404;
    }

    /** This reply if it is a success, and else the node's problem as a failure of the command. */
    public NodeReply orFail() {
        if (isSuccess()) {
            return this;
        }
        throw new CommandFailure(
                isWorthRetrying() || status >= 500 ? ExitCode.UNAVAILABLE : ExitCode.REFUSED, problem());
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** The body as JSON; only for replies that are. */
    public JsonNode json() {
        return Json.read(body);
    }

    /** What an RFC 9457 problem says, for people. */
    private String problem() {
        JsonNode problem = Json.readIfObject(body);
        String title = problem.path("title").asText("");
        String detail = problem.path("detail").asText("");
        String what = title.isEmpty() ? "The node answered with status " + status : title;
        return Printable.of(
                what + (detail.isEmpty() ? "" : ": " + detail) + (title.isEmpty() ? "" : " (status " + status + ")"));
    }
}
