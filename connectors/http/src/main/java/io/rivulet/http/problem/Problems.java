package io.rivulet.http.problem;

import io.rivulet.api.InvalidPathException;
import io.rivulet.api.Refusal;
import io.rivulet.api.StreamPath;
import io.rivulet.engine.append.AppendResult;
import io.rivulet.engine.append.AppendResult.Appended;
import io.rivulet.engine.append.AppendResult.Refused;
import io.rivulet.engine.append.AppendResult.Throttled;
import io.rivulet.engine.append.AppendResult.TooLarge;
import io.rivulet.engine.append.AppendResult.Unavailable;
import io.rivulet.engine.append.AppendResult.Unsettled;
import io.rivulet.engine.fold.FoldSettings;
import io.rivulet.engine.query.Answer;
import io.rivulet.engine.query.Answer.Found;
import io.rivulet.engine.query.Answer.Late;
import io.rivulet.engine.query.Answer.Moved;
import io.rivulet.engine.query.Answer.Restoring;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Maps failures to HTTP: the one place that knows which verdict, answer or exception is which problem. */
public final class Problems {

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
    private static final Duration SHORTLY = Duration.ofSeconds(1);

    private Problems() {}

    /** The value of an answer, or the problem that there is none. */
    public static <T> T require(Answer<T> answer, StreamPath path) {
        if (answer instanceof Found<T> found) {
            return found.value();
        }
        if (answer instanceof Moved<T> moved) {
            throw Problem.of(ProblemType.MOVED, moved.detail()).after(SHORTLY).toException();
        }
        if (answer instanceof Restoring<T> restoring) {
            throw Problem.of(ProblemType.RESTORING, restoring.detail())
                    .after(SHORTLY)
                    .toException();
        }
        if (answer instanceof Late<T> late) {
            throw Problem.of(ProblemType.DEADLINE_EXCEEDED, late.detail())
                    .after(SHORTLY)
                    .toException();
        }
        throw unknownStream(path).toException();
    }

    public static Problem moved(String detail) {
        return Problem.of(ProblemType.MOVED, detail).after(SHORTLY);
    }

    public static Problem unknownStream(StreamPath path) {
        return Problem.of(
                        ProblemType.UNKNOWN_STREAM,
                        "There is no stream at " + path + ". It begins with its first append; check the spelling.")
                .with("path", path.value());
    }

    /** The problem of an append that was not accepted. */
    public static Problem of(AppendResult result) {
        if (result instanceof Refused refused) {
            return of(refused.refusal());
        }
        if (result instanceof Throttled throttled) {
            return Problem.of(ProblemType.THROTTLED, "Too many appends wait for their verdict. Try again shortly.")
                    .after(throttled.retryAfter());
        }
        if (result instanceof TooLarge large) {
            return Problem.of(ProblemType.EVENT_TOO_LARGE, "An event has " + large.bytes() + " bytes; make it smaller.")
                    .with("bytes", large.bytes())
                    .with("limit", large.maxBytes());
        }
        if (result instanceof AppendResult.Moved moved) {
            return Problem.of(ProblemType.MOVED, moved.detail()).after(moved.retryAfter());
        }
        if (result instanceof Unsettled) {
            return Problem.of(
                            ProblemType.UNAVAILABLE,
                            "The stream moved to another node before the answer. The events may have been appended:"
                                    + " repeat with the same idempotency keys.")
                    .after(SHORTLY);
        }
        if (result instanceof Unavailable unavailable) {
            return Problem.of(ProblemType.UNAVAILABLE, unavailable.detail()).after(unavailable.retryAfter());
        }
        throw new IllegalStateException(((Appended) result).events().size() + " events were accepted: no problem");
    }

    private static Problem of(Refusal refusal) {
        Problem problem = Problem.of(type(refusal.reason()), refusal.detail());
        if (refusal.reason() == Refusal.Reason.BATCH_TOO_LARGE) {
            problem = problem.with("limit", FoldSettings.MAX_BATCH_EVENTS);
        }
        return problem.with("currentOffset", refusal.currentOffset());
    }

    private static ProblemType type(Refusal.Reason reason) {
        return switch (reason) {
            case EXPECTED_OFFSET -> ProblemType.EXPECTED_OFFSET;
            case IDEMPOTENCY_MISMATCH -> ProblemType.IDEMPOTENCY_MISMATCH;
            case PAUSED -> ProblemType.PAUSED;
            case INTERLEAVED -> ProblemType.INTERLEAVED;
            case TORN -> ProblemType.TORN;
            case BATCH_TOO_LARGE -> ProblemType.BATCH_TOO_LARGE;
            case INVALID_PAYLOAD -> ProblemType.INVALID_PAYLOAD;
            case ALREADY_CREATED -> ProblemType.ALREADY_CREATED;
            case STALE_INCARNATION -> ProblemType.STALE_INCARNATION;
        };
    }

    /** The problem that an exception means. What nobody expected is logged, and the caller learns no more than that. */
    public static Problem of(Throwable failure) {
        if (failure instanceof ProblemException known) {
            return known.problem();
        }
        if (failure instanceof InvalidPathException path) {
            return Problem.of(ProblemType.INVALID_PATH, sentence(path.getMessage()));
        }
        if (failure instanceof TimeoutException) {
            return Problem.of(ProblemType.REQUEST_TIMEOUT, "The rest of the body did not arrive. Send it again.");
        }
        if (failure instanceof HttpException http && http.getCode() < 500) {
            return Problem.of(ProblemType.MALFORMED_REQUEST, sentence(http.getReason()));
        }
        LOG.atError().setCause(failure).log("A request failed");
        return Problem.of(ProblemType.INTERNAL_ERROR, "The request failed. The log of the server says why.");
    }

    private static String sentence(@Nullable String message) {
        return message == null ? "The request is malformed." : message;
    }
}
