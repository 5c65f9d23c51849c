package io.rivulet.http.problem;

import io.rivulet.http.json.JsonBuffer;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One occurrence of a problem.
 *
 * @param detail one or two sentences: what is wrong here, and what to do
 * @param members further members, numbers or texts, in their order
 * @param retryAfter when it is worth trying again, or null
 */
public record Problem(ProblemType type, String detail, Map<String, Object> members, @Nullable Duration retryAfter) {

    public Problem {
        members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    public static Problem of(ProblemType type, String detail) {
        return new Problem(type, detail, Map.of(), null);
    }

    /** The same with one more member. */
    public Problem with(String member, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(members);
        more.put(member, value);
        return new Problem(type, detail, more, retryAfter);
    }

    public Problem ofType(ProblemType other) {
        return new Problem(other, detail, members, retryAfter);
    }

    public Problem withDetail(String other) {
        return new Problem(type, other, members, retryAfter);
    }

    public Problem after(Duration delay) {
        return new Problem(type, detail, members, delay);
    }

    public ProblemException toException() {
        return new ProblemException(this);
    }

    /** The delay in the header's whole seconds, rounded up; only when there is one. */
    public long retryAfterSeconds() {
        return retryAfter == null ? 0 : Math.max(1, (retryAfter.toMillis() + 999) / 1000);
    }

    /** Writes the members of the JSON object, without its braces. */
    public void writeMembers(JsonBuffer json) {
        json.raw("\"type\":").text(type.reference());
        json.raw(",\"title\":").text(type.title());
        json.raw(",\"status\":").number(type.status());
        json.raw(",\"detail\":").text(detail);
        members.forEach((name, value) -> {
            json.raw(",").text(name).raw(":");
            if (value instanceof Number number) {
                json.number(number.longValue());
            } else {
                json.text(value.toString());
            }
        });
    }
}
