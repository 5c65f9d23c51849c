package io.rivulet.http.imports;

import io.rivulet.engine.Namespace;
import io.rivulet.engine.append.AppendResult;
import io.rivulet.engine.append.AppendResult.Appended;
import io.rivulet.engine.append.AppendResult.Throttled;
import io.rivulet.engine.append.AppendResult.Unavailable;
import io.rivulet.http.append.EventReader.Addressed;
import io.rivulet.http.problem.Problems;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Appends the events of an import, many in flight, each stream's in the order of their lines. Used by one thread, which
 * waits when the window is full.
 *
 * <p>The node writes appends to one stream in the order in which they are offered. One that it did not take for now, or
 * whose outcome it could not learn, is offered again before any further line: the window is drained first, so that the
 * order holds from there on. Only a line with an idempotency key is repeated after an unknown outcome.
 */
final class Appender {

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private final Namespace namespace;
    private final int window;
    private final long patienceNanos;
    private final Tally tally;
    private final Semaphore permits;
    private final ConcurrentLinkedQueue<Line> again = new ConcurrentLinkedQueue<>();

    /** @param patience how long a line is offered again and again before the import gives up */
    Appender(Namespace namespace, int window, Duration patience, Tally tally) {
        this.namespace = namespace;
        this.window = window;
        this.patienceNanos = patience.toNanos();
        this.tally = tally;
        this.permits = new Semaphore(window);
    }

    private record Line(long number, Addressed addressed, AppendResult result) {}

    /** Appends the event of a line; its verdict goes to the tally. */
    void append(long number, Addressed addressed) throws InterruptedException {
        if (!again.isEmpty()) {
            drain();
        }
        permits.acquire();
        var unused = offer(addressed).thenAccept(result -> settle(new Line(number, addressed, result)));
    }

    /** Waits until every line has its verdict. */
    void drain() throws InterruptedException {
        do {
            permits.acquire(window);
            permits.release(window);
            List<Line> lines = new ArrayList<>();
            for (Line line = again.poll(); line != null; line = again.poll()) {
                lines.add(line);
            }
            lines.sort(Comparator.comparingLong(Line::number));
            for (Line line : lines) {
                repeat(line);
            }
        } while (!again.isEmpty());
    }

    /** Offers one line until it is settled; nothing else is in flight. */
    private void repeat(Line line) throws InterruptedException {
        long startNanos = System.nanoTime();
        AppendResult result = line.result();
        while (mayRepeat(line.addressed(), result)) {
            if (System.nanoTime() - startNanos > patienceNanos) {
                throw Problems.of(result).with("line", line.number()).toException();
            }
            TimeUnit.NANOSECONDS.sleep(pause(result).toNanos());
            result = offer(line.addressed()).join();
        }
        tell(line.number(), line.addressed(), result);
    }

    private CompletableFuture<AppendResult> offer(Addressed addressed) {
        return namespace.append(addressed.path(), List.of(addressed.event()));
    }

    private void settle(Line line) {
        if (mayRepeat(line.addressed(), line.result())) {
            again.add(line);
        } else {
            tell(line.number(), line.addressed(), line.result());
        }
        permits.release();
    }

    private void tell(long number, Addressed addressed, AppendResult result) {
        if (result instanceof Appended appended) {
            tally.add(addressed.path(), appended);
        } else if (result instanceof Unavailable) {
            tally.lose(number, Problems.of(result));
        } else {
            tally.refuse(number, Problems.of(result));
        }
    }

    private static boolean mayRepeat(Addressed addressed, AppendResult result) {
        return result instanceof Throttled
                || (result instanceof Unavailable && addressed.event().idempotencyKey() != null);
    }

    private static Duration pause(AppendResult result) {
        Duration wanted =
                result instanceof Throttled throttled ? throttled.retryAfter() : ((Unavailable) result).retryAfter();
        return wanted.compareTo(LONGEST_PAUSE) < 0 ? wanted : LONGEST_PAUSE;
    }
}
