package io.rivulet.benchmarks.append;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.HdrHistogram.Histogram;

/** Threads that each write, wait for the answer and write again, for some time. */
final class Callers {

    private static final Duration LEAD_IN = Duration.ofMillis(500);
    private static final long MAX_MICROS = 60_000_000;
    private static final int DIGITS = 3;

    private final int count;
    private final Writer writer;
    private final Events events;

    Callers(int count, Writer writer, Events events) {
        this.count = count;
        this.writer = writer;
        this.events = events;
    }

    /**
     * What they saw.
     *
     * @param perSecond events, by all callers together
     */
    record Seen(double medianMillis, double p99Millis, double perSecond) {}

    /** Lets them all write; what ends within a short lead-in is not counted. */
    Seen run(Duration counted) throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(count);
        try {
            long fromNanos = System.nanoTime() + LEAD_IN.toNanos();
            long toNanos = fromNanos + counted.toNanos();
            List<Future<Histogram>> running = new ArrayList<>();
            for (int caller = 0; caller < count; caller++) {
                Events own = events.split();
                running.add(threads.submit(() -> writeBetween(own, fromNanos, toNanos)));
            }
            Histogram all = new Histogram(MAX_MICROS, DIGITS);
            for (Future<Histogram> one : running) {
                all.add(one.get());
            }
            return new Seen(
                    all.getValueAtPercentile(50) / 1e3,
                    all.getValueAtPercentile(99) / 1e3,
                    all.getTotalCount() * 1e9 / counted.toNanos());
        } finally {
            threads.shutdownNow();
        }
    }

    private Histogram writeBetween(Events own, long fromNanos, long toNanos) throws Exception {
        Histogram micros = new Histogram(MAX_MICROS, DIGITS);
        while (true) {
            Events.Next next = own.next();
            long startNanos = System.nanoTime();
            writer.write(next.path(), next.event());
            long endNanos = System.nanoTime();
            if (endNanos >= toNanos) {
                return micros;
            }
            if (endNanos >= fromNanos) {
                micros.recordValue((endNanos - startNanos) / 1_000);
            }
        }
    }
}
