package io.rivulet.http.imports;

import io.rivulet.http.exchange.Endpoint;
import io.rivulet.http.exchange.Exchange;
import io.rivulet.http.exchange.MediaType;
import io.rivulet.http.exchange.ResponseStream;
import io.rivulet.http.problem.Problem;
import io.rivulet.http.problem.ProblemType;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * {@code POST /v1/{ns}/import}: lines of events with their paths, of any number, gzipped or not. Answers at once with lines
 * of progress, about one a second, of problems, and at the end a summary.
 */
public final class Imports implements Endpoint, AutoCloseable {

    private final Limits limits;
    private final ScheduledExecutorService ticker;
    private final Semaphore slots;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "http-import");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * How much an import may take.
     *
     * @param concurrent imports at one time
     * @param lineBytes most bytes of a line
     * @param window events in flight
     * @param patience how long one line is offered again and again
     */
    public record Limits(int concurrent, int lineBytes, int window, Duration patience) {}

    public Imports(Limits limits, ScheduledExecutorService ticker) {
        this.limits = limits;
        this.ticker = ticker;
        this.slots = new Semaphore(limits.concurrent());
    }

    @Override
    public void serve(Exchange exchange) {
        exchange.query();
        exchange.negotiate(MediaType.NDJSON);
        exchange.requireContentType(MediaType.NDJSON);
        boolean isGzip = exchange.isGzip(true);
        if (!slots.tryAcquire()) {
            throw Problem.of(ProblemType.THROTTLED, "Other imports are running. Try again later.")
                    .after(Duration.ofSeconds(10))
                    .toException();
        }
        exchange.keepOpen();
        Tally tally = new Tally();
        Appender appender = new Appender(exchange.namespace(), limits.window(), limits.patience(), tally);
        InputStream body = exchange.bodyStream();
        ResponseStream out = exchange.stream(MediaType.NDJSON);
        start(new Import(body, isGzip, limits.lineBytes(), appender, tally, out));
    }

    /** Ends what is running: each tells its client how far it has come. */
    @Override
    public void close() {
        threads.shutdownNow();
    }

    private void start(Import running) {
        ScheduledFuture<?> progress = ticker.scheduleAtFixedRate(running::tellProgress, 0, 1, TimeUnit.SECONDS);
        threads.execute(() -> {
            try {
                running.run();
            } finally {
                progress.cancel(false);
                slots.release();
            }
        });
    }
}
