package io.rivulet.http.imports;

import io.rivulet.http.problem.Problem;
import io.rivulet.http.problem.ProblemType;
import io.rivulet.http.problem.Problems;
import java.time.Duration;
import java.util.Set;

/** What became of a line that was offered. */
sealed interface Verdict {

    /** It is an event, or the duplicate of one. */
    record Accepted(boolean isDuplicate) implements Verdict {}

    /** It is none, for good. */
    record Refused(Problem problem) implements Verdict {}

    /**
     * It was not taken for now, or its outcome is not known.
     *
     * @param mayBeWritten whether it may be an event all the same, so that only a line with a key is offered again
     */
    record NotNow(Problem problem, boolean mayBeWritten) implements Verdict {

        Duration pause() {
            return problem.retryAfter() == null ? Duration.ofMillis(100) : problem.retryAfter();
        }
    }

    /** What a problem means for the line. */
    static Verdict of(Problem problem) {
        Set<ProblemType> passing =
                Set.of(ProblemType.THROTTLED, ProblemType.MOVED, ProblemType.RESTORING, ProblemType.CLOSING);
        if (passing.contains(problem.type())) {
            return new NotNow(problem, false);
        }
        return problem.type() == ProblemType.UNAVAILABLE ? new NotNow(problem, true) : new Refused(problem);
    }

    /** Nobody serves the stream for now. */
    static Verdict moved(String detail) {
        return of(Problems.moved(detail).after(Duration.ofMillis(50)));
    }
}
