package io.rivulet.http.processors;

import io.rivulet.http.exchange.Endpoint;
import io.rivulet.http.exchange.Exchange;
import io.rivulet.http.exchange.MediaType;
import io.rivulet.http.problem.Problem;
import io.rivulet.http.problem.ProblemType;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * {@code GET /v1/{ns}/processors/{path}} as server-sent events: how the subscribers of a stream do, at once and after each batch
 * that changed something (PR-23, PR-50).
 */
public final class ProcessorTails implements Endpoint, AutoCloseable {

    private final Set<ProcessorTail> open = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService ticker;
    private final Executor threads;
    private volatile boolean isClosing;

    /**
     * No tails yet.
     *
     * @param ticker where heartbeats and pauses run; they do not hold it up
     * @param threads where subscribers are looked at
     */
    public ProcessorTails(ScheduledExecutorService ticker, Executor threads, Duration heartbeat) {
        this.ticker = ticker;
        this.threads = threads;
        var unused = ticker.scheduleAtFixedRate(
                () -> open.forEach(ProcessorTail::beat),
                heartbeat.toMillis(),
                heartbeat.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    @Override
    public void serve(Exchange exchange) {
        String slug = exchange.query("slug").text("slug");
        // While there is a status that can tell that there is no such stream, or that it is not served here.
        exchange.require(exchange.namespace().processors(exchange.path(), slug));
        if (isClosing) {
            throw Problem.of(ProblemType.CLOSING, "This node is closing. Come back shortly, or to another node.")
                    .after(Duration.ofSeconds(1))
                    .toException();
        }
        exchange.keepOpen();
        ProcessorTail tail = new ProcessorTail(
                exchange.namespace(),
                exchange.path(),
                slug,
                exchange.stream(MediaType.EVENT_STREAM),
                new ProcessorTail.Threads(ticker, threads),
                open::remove);
        open.add(tail);
        exchange.onGone(tail::close);
        tail.wake();
        if (isClosing) {
            tail.end("closing");
        }
    }

    /** Asks every client to come back, and takes no new ones. */
    @Override
    public void close() {
        isClosing = true;
        open.forEach(tail -> tail.end("closing"));
    }
}
