package io.rivulet.http.read;

import io.rivulet.api.StreamPath;
import io.rivulet.engine.fold.MirrorRow;
import io.rivulet.engine.query.EventPage;
import io.rivulet.engine.query.EventQuery;
import io.rivulet.engine.query.StreamReads;
import io.rivulet.http.exchange.Exchange;
import io.rivulet.http.exchange.ResponseStream;
import io.rivulet.http.json.JsonBuffer;
import io.rivulet.http.problem.Problems;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Writes a range of events as lines, page after page: the next page is read when the socket has taken the one before, so
 * that a slow reader costs one page. Used by one thread at a time.
 */
final class LinePump {

    /** About how much of a response is held in memory. */
    private static final long PAGE_BYTES = 256 << 10;

    private final StreamReads reads;
    private final StreamPath path;
    private final boolean isWhole;
    private EventQuery range;
    private EventPage page;

    /** Reads the first page, so that what is wrong can still be told with a status. */
    LinePump(Exchange exchange, EventQuery range, boolean isWhole) {
        reads = exchange.reads();
        path = exchange.path();
        this.isWhole = isWhole;
        page = exchange.require(reads.events(path, range));
        long end = Math.min(range.before(), page.head().offset() + 1);
        this.range = new EventQuery(range.after(), end, range.limit(), range.types());
    }

    void writeTo(ResponseStream out) {
        try {
            while (isWhole && hasNext()) {
                CompletableFuture<Void> written = out.write(takeLines().toByteBuffer());
                page = Problems.require(reads.events(path, range), path);
                if (!written.isDone()) {
                    var unused = written.whenComplete((done, failure) -> goOn(out, failure));
                    return;
                }
                written.join();
            }
            out.finish(takeLines().toByteBuffer());
        } catch (RuntimeException failure) {
            out.abort(failure);
        }
    }

    private void goOn(ResponseStream out, @Nullable Throwable failure) {
        if (failure == null) {
            writeTo(out);
        } else {
            out.abort(failure);
        }
    }

    private boolean hasNext() {
        return page.next() >= 0 && page.next() + 1 < range.before();
    }

    /** The lines of the page; the next one will have so many events as fit into its bytes, to judge by this one. */
    private JsonBuffer takeLines() {
        JsonBuffer lines = new JsonBuffer(4096);
        for (MirrorRow event : page.events()) {
            lines.eventOnOneLine(event).raw("\n");
        }
        int limit = range.limit();
        if (lines.length() > 0) {
            limit = (int) Math.max(1, Math.min(EventQuery.MAX_LIMIT, limit * PAGE_BYTES / lines.length()));
        }
        if (page.next() >= 0) {
            range = new EventQuery(page.next(), range.before(), limit, range.types());
        }
        return lines;
    }
}
