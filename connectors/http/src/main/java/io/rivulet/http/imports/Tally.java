package io.rivulet.http.imports;

import io.rivulet.api.StreamPath;
import io.rivulet.http.json.JsonBuffer;
import io.rivulet.http.problem.Problem;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** What has become of the lines of an import so far. May be used from any thread. */
final class Tally {

    /** How many problems are told; the rest are only counted. */
    private static final int MAX_PROBLEMS = 100;

    private final long startNanos = System.nanoTime();
    private final StreamCount streams = new StreamCount();
    private final List<Problem> untold = new ArrayList<>();
    private long accepted;
    private long duplicates;
    private long refused;
    private long unknown;

    synchronized void add(StreamPath path, boolean isDuplicate) {
        streams.add(path);
        if (isDuplicate) {
            duplicates++;
        } else {
            accepted++;
        }
    }

    /** A line that is no event, or that the fold has refused. */
    synchronized void refuse(long line, Problem problem) {
        refused++;
        tell(refused, line, problem);
    }

    /** A line whose outcome is not known and that cannot be repeated, since it has no idempotency key. */
    synchronized void lose(long line, Problem problem) {
        unknown++;
        tell(unknown, line, problem);
    }

    /** What has ended the import early. */
    synchronized void end(Problem problem) {
        untold.add(problem);
    }

    /** The problems that have not been told yet, a line each. */
    synchronized JsonBuffer takeProblems() {
        JsonBuffer lines = new JsonBuffer();
        for (Problem problem : untold) {
            lines.raw("{\"problem\":{");
            problem.writeMembers(lines);
            lines.raw("}}\n");
        }
        untold.clear();
        return lines;
    }

    /** The line that tells how far the import is. */
    synchronized JsonBuffer progress(JsonBuffer line, long bytes) {
        counts(line).raw(",\"bytes\":").number(bytes);
        return seconds(line).raw("}\n");
    }

    /**
     * The last line.
     *
     * @param isWhole whether the whole body was taken
     */
    synchronized JsonBuffer summary(JsonBuffer line, long bytes, boolean isWhole) {
        counts(line).raw(",\"unknown\":").number(unknown);
        line.raw(",\"streams\":").number(streams.count());
        line.raw(",\"bytes\":").number(bytes);
        return seconds(line).raw(",\"done\":").raw(isWhole ? "true}\n" : "false}\n");
    }

    private void tell(long count, long line, Problem problem) {
        if (count <= MAX_PROBLEMS) {
            untold.add(problem.with("line", line));
        }
    }

    private JsonBuffer counts(JsonBuffer line) {
        line.raw("{\"accepted\":").number(accepted);
        line.raw(",\"duplicates\":").number(duplicates);
        return line.raw(",\"refused\":").number(refused);
    }

    private JsonBuffer seconds(JsonBuffer line) {
        long millis = (System.nanoTime() - startNanos) / 1_000_000;
        return line.raw(",\"seconds\":").raw(BigDecimal.valueOf(millis, 3).toPlainString());
    }
}
