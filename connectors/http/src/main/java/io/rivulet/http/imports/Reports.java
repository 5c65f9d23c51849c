package io.rivulet.http.imports;

import io.rivulet.http.exchange.ResponseStream;
import io.rivulet.http.json.JsonBuffer;
import io.rivulet.http.problem.Problem;

/**
 * What an import answers while it runs: lines of progress and problems, and the verdict of each line where they are wanted.
 * Any thread.
 */
final class Reports {

    private final ResponseStream out;
    private final boolean withVerdicts;
    private final Tally tally = new Tally();
    private JsonBuffer verdicts = new JsonBuffer();
    private boolean isWriting;

    Reports(ResponseStream out, boolean withVerdicts) {
        this.out = out;
        this.withVerdicts = withVerdicts;
    }

    Tally tally() {
        return tally;
    }

    /** The verdict on a line. */
    void judged(Line line, Verdict verdict) {
        if (verdict instanceof Verdict.Accepted accepted) {
            tally.add(line.path(), accepted.isDuplicate());
        } else if (verdict instanceof Verdict.Refused refused) {
            tally.refuse(line.number(), refused.problem());
        } else {
            tally.lose(line.number(), ((Verdict.NotNow) verdict).problem());
        }
        tell(new VerdictLine(line.number(), verdict));
    }

    /** A line that is no event. */
    void refused(long number, Problem problem) {
        tally.refuse(number, problem);
        tell(new VerdictLine(number, new Verdict.Refused(problem)));
    }

    /** Tells how far it is, unless the client does not take it. */
    void progress(long bytes) {
        out.offer(() -> tally.progress(tally.takeProblems(), bytes).toByteBuffer(), out::abort);
    }

    /** Tells the rest, and ends. */
    synchronized void finish(long bytes, boolean isWhole) {
        isWriting = true;
        JsonBuffer last = verdicts.buffer(tally.takeProblems());
        out.finish(tally.summary(last, bytes, isWhole).toByteBuffer());
    }

    private synchronized void tell(VerdictLine line) {
        if (withVerdicts) {
            line.write(verdicts);
            if (!isWriting) {
                isWriting = true;
                write();
            }
        }
    }

    /** Writes what there is, and what has come meanwhile once the socket has taken it. */
    private void write() {
        JsonBuffer full = verdicts;
        verdicts = new JsonBuffer();
        var unused = out.write(full.toByteBuffer()).thenRun(this::written);
    }

    private synchronized void written() {
        if (verdicts.length() > 0) {
            write();
        } else {
            isWriting = false;
        }
    }
}
