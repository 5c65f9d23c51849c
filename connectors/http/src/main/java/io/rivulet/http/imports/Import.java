package io.rivulet.http.imports;

import io.rivulet.api.InvalidPathException;
import io.rivulet.http.append.EventReader;
import io.rivulet.http.append.EventReader.Addressed;
import io.rivulet.http.exchange.ResponseStream;
import io.rivulet.http.json.JsonReader;
import io.rivulet.http.problem.Problem;
import io.rivulet.http.problem.ProblemException;
import io.rivulet.http.problem.ProblemType;
import io.rivulet.http.problem.Problems;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.eclipse.jetty.io.EofException;
import org.jspecify.annotations.Nullable;

/**
 * One import: lines in, progress out. Runs on a thread of its own, which waits for the body and for verdicts. A line that
 * is no event is counted and told, and the import goes on; what ends it early is told in a last problem.
 */
final class Import {

    private final CountedInput body;
    private final boolean isGzip;
    private final int maxLineBytes;
    private final Appender appender;
    private final Reports reports;
    private final ResponseStream out;
    private boolean isWhole;
    private boolean isGone;

    Import(InputStream body, boolean isGzip, int maxLineBytes, Appender appender, Reports reports, ResponseStream out) {
        this.body = new CountedInput(body);
        this.isGzip = isGzip;
        this.maxLineBytes = maxLineBytes;
        this.appender = appender;
        this.reports = reports;
        this.out = out;
    }

    /** Takes the lines, until the last one is judged or there is a reason to end. */
    void run() {
        try {
            // The body ends with the exchange. Closed before, it would fail the exchange, and the summary with it.
            InputStream in = isGzip ? new GZIPInputStream(body) : body;
            BodyLines lines = new BodyLines(in, maxLineBytes);
            while (lines.next()) {
                append(lines);
            }
            appender.drain();
            isWhole = true;
        } catch (EofException gone) {
            abort(gone);
        } catch (ZipException | EOFException e) {
            reports.tally()
                    .end(Problem.of(ProblemType.UNSUPPORTED_ENCODING, "The body is not whole gzip: " + e.getMessage()));
        } catch (InterruptedException | InterruptedIOException e) {
            reports.tally()
                    .end(Problem.of(
                            ProblemType.CLOSING, "This node is closing. Import again: what it has is a duplicate."));
        } catch (IOException gone) {
            abort(gone);
        } catch (RuntimeException e) {
            reports.tally().end(Problems.of(e));
        }
    }

    private void abort(IOException gone) {
        isGone = true;
        out.abort(gone);
    }

    /** Sends the summary. Whoever has it may begin the next import at once. */
    void finish() {
        if (!isGone) {
            reports.finish(body.count(), isWhole);
        }
    }

    private void append(BodyLines lines) throws InterruptedException {
        Addressed addressed = read(lines);
        if (addressed != null) {
            appender.append(new Line(lines.number(), addressed, lines.bytes(), null));
        }
    }

    /** The event of a line, or null if it holds none, which is told unless the line is blank. */
    private @Nullable Addressed read(BodyLines lines) {
        byte[] line = lines.bytes();
        try {
            if (lines.isTooLong()) {
                throw Problem.of(ProblemType.BODY_TOO_LARGE, "A line has at most " + maxLineBytes + " bytes.")
                        .with("limit", maxLineBytes)
                        .toException();
            }
            return JsonReader.isBlank(line) ? null : EventReader.readAddressed(line);
        } catch (ProblemException | InvalidPathException e) {
            reports.refused(lines.number(), Problems.of(e));
            return null;
        }
    }

    /** Tells how far it is, unless the client does not take it. Called from another thread. */
    void tellProgress() {
        reports.progress(body.count());
    }
}
