package io.rivulet.http.imports;

import com.fasterxml.jackson.core.JsonToken;
import io.rivulet.http.json.JsonBuffer;
import io.rivulet.http.json.JsonReader;
import io.rivulet.http.problem.Problem;
import io.rivulet.http.problem.ProblemType;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The verdict on one line, as an import that is asked for verdicts tells it:
 * {@code {"line":7,"verdict":"accepted"}}, or with the problem instead.
 */
record VerdictLine(long number, Verdict verdict) {

    private static final Duration SHORTLY = Duration.ofMillis(100);

    void write(JsonBuffer out) {
        out.raw("{\"line\":").number(number);
        if (verdict instanceof Verdict.Accepted accepted) {
            out.raw(accepted.isDuplicate() ? ",\"verdict\":\"duplicate\"}\n" : ",\"verdict\":\"accepted\"}\n");
            return;
        }
        Problem problem =
                verdict instanceof Verdict.Refused refused ? refused.problem() : ((Verdict.NotNow) verdict).problem();
        out.raw(",\"problem\":{");
        problem.writeMembers(out);
        out.raw("}}\n");
    }

    /** Reads a line of the answer; null if it is another kind of line. */
    static @Nullable VerdictLine read(byte[] text) {
        JsonReader json = new JsonReader(text);
        Long number = null;
        Verdict verdict = null;
        json.next();
        while (json.next() == JsonToken.FIELD_NAME) {
            String field = json.text();
            json.next();
            switch (field) {
                case "line" -> number = json.wholeNumber();
                case "verdict" -> verdict = new Verdict.Accepted(json.text().equals("duplicate"));
                case "problem" -> verdict = Verdict.of(problem(json));
                default -> json.slice();
            }
        }
        return number == null || verdict == null ? null : new VerdictLine(number, verdict);
    }

    private static Problem problem(JsonReader json) {
        Problem problem = Problem.of(ProblemType.INTERNAL_ERROR, "");
        while (json.next() == JsonToken.FIELD_NAME) {
            String member = json.text();
            JsonToken token = json.next();
            switch (member) {
                case "type" -> problem = problem.ofType(ProblemType.byReference(json.text()));
                case "detail" -> problem = problem.withDetail(json.text());
                case "title", "status" -> json.slice();
                default -> {
                    Long number = token == JsonToken.VALUE_NUMBER_INT ? json.wholeNumber() : null;
                    problem = problem.with(member, number == null ? json.text() : number);
                }
            }
        }
        return problem.type().status() == 503 || problem.type() == ProblemType.THROTTLED
                ? problem.after(SHORTLY)
                : problem;
    }
}
