package io.rivulet.http.imports;

import io.rivulet.http.problem.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Appends the events of an import, many in flight, each stream's in the order of their lines. Used by one thread, which
 * waits when the window is full.
 *
 * <p>A line that was not taken for now, or whose outcome could not be learned, is offered again before any further one: the
 * window is drained first, so that the order holds from there on. Only a line with an idempotency key is repeated after an
 * unknown outcome. Where a line is not to be offered again here, no further one is offered at all: whoever sent them offers all
 * of them again, in order.
 */
final class Appender {

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private final Writer writer;
    private final int window;
    private final long patienceNanos;
    private final Predicate<Verdict.NotNow> repeats;
    private final BiConsumer<Line, Verdict> verdicts;
    private final Semaphore permits;
    private final ConcurrentLinkedQueue<Postponed> again = new ConcurrentLinkedQueue<>();

    /** Why no further line is offered, or null. */
    private volatile Verdict.@Nullable NotNow stopped;

    /**
     * @param patience how long lines are offered again and again, without any being taken, before the import gives up
     * @param repeats what is a reason to offer a line again
     * @param verdicts hears what became of each line, from any thread
     */
    Appender(
            Writer writer,
            int window,
            Duration patience,
            Predicate<Verdict.NotNow> repeats,
            BiConsumer<Line, Verdict> verdicts) {
        this.writer = writer;
        this.window = window;
        this.patienceNanos = patience.toNanos();
        this.repeats = repeats;
        this.verdicts = verdicts;
        this.permits = new Semaphore(window);
    }

    private record Postponed(Line line, Verdict.NotNow verdict) {}

    /** Appends the event of a line. */
    void append(Line line) throws InterruptedException {
        if (!again.isEmpty()) {
            drain();
        }
        offer(line);
    }

    private void offer(Line line) throws InterruptedException {
        Verdict.NotNow why = stopped;
        if (why != null) {
            verdicts.accept(line, why);
            return;
        }
        permits.acquire();
        Writer.Offer offer = writer.offer(line);
        var unused = offer.verdict().thenAccept(verdict -> settle(offer.line(), verdict));
    }

    private void settle(Line line, Verdict verdict) {
        if (verdict instanceof Verdict.NotNow notNow && !repeats.test(notNow)) {
            stopped = notNow;
            verdicts.accept(line, verdict);
        } else if (verdict instanceof Verdict.NotNow notNow && (!notNow.mayBeWritten() || line.hasKey())) {
            again.add(new Postponed(line, notNow));
        } else {
            verdicts.accept(line, verdict);
        }
        permits.release();
    }

    /** Waits until every line has its verdict. */
    void drain() throws InterruptedException {
        long progressNanos = System.nanoTime();
        int left = Integer.MAX_VALUE;
        while (true) {
            permits.acquire(window);
            permits.release(window);
            writer.settled();
            List<Postponed> postponed = takePostponed();
            if (postponed.isEmpty()) {
                return;
            }
            if (postponed.size() < left) {
                left = postponed.size();
                progressNanos = System.nanoTime();
            }
            Postponed first = postponed.get(0);
            if (System.nanoTime() - progressNanos > patienceNanos) {
                Problem problem =
                        first.verdict().problem().with("line", first.line().number());
                throw problem.toException();
            }
            TimeUnit.NANOSECONDS.sleep(pause(first).toNanos());
            for (Postponed each : postponed) {
                if (again.isEmpty()) {
                    offer(each.line());
                } else {
                    // None overtakes one that was not taken again.
                    again.add(each);
                }
            }
        }
    }

    private List<Postponed> takePostponed() {
        List<Postponed> lines = new ArrayList<>();
        for (Postponed line = again.poll(); line != null; line = again.poll()) {
            lines.add(line);
        }
        lines.sort(Comparator.comparingLong(postponed -> postponed.line().number()));
        return lines;
    }

    private static Duration pause(Postponed postponed) {
        Duration wanted = postponed.verdict().pause();
        return wanted.compareTo(LONGEST_PAUSE) < 0 ? wanted : LONGEST_PAUSE;
    }
}
