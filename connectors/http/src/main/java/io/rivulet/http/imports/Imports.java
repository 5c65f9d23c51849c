package io.rivulet.http.imports;

import io.rivulet.engine.Namespace;
import io.rivulet.http.append.AppendIds;
import io.rivulet.http.cluster.Peers;
import io.rivulet.http.cluster.Settlement;
import io.rivulet.http.exchange.Endpoint;
import io.rivulet.http.exchange.Exchange;
import io.rivulet.http.exchange.MediaType;
import io.rivulet.http.exchange.ResponseStream;
import io.rivulet.http.exchange.RivuletHeader;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code POST /v1/{ns}/import}: lines of events with their paths, of any number, gzipped or not. Answers at once with lines
 * of progress, about one a second, of problems, and at the end a summary; with {@code verdicts=true} also the verdict of each
 * line.
 */
public final class Imports implements Endpoint, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Imports.class);
    private static final String VERDICTS = "verdicts";

    /** How long imports have to tell how far they were when the server closes. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    private final Limits limits;
    private final ScheduledExecutorService ticker;
    private final Peers peers;
    private final Settlement settlement;
    private final AppendIds ids;
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

    public Imports(Limits limits, ScheduledExecutorService ticker, Peers peers, Settlement settlement, AppendIds ids) {
        this.limits = limits;
        this.ticker = ticker;
        this.peers = peers;
        this.settlement = settlement;
        this.ids = ids;
        this.slots = new Semaphore(limits.concurrent());
    }

    @Override
    public void serve(Exchange exchange) {
        boolean withVerdicts = exchange.query(VERDICTS).is(VERDICTS, "true");
        exchange.negotiate(MediaType.NDJSON);
        exchange.requireContentType(MediaType.NDJSON);
        boolean isGzip = exchange.isGzip(true);
        if (!slots.tryAcquire()) {
            throw Problem.of(ProblemType.THROTTLED, "Other imports are running. Try again later.")
                    .after(Duration.ofSeconds(10))
                    .toException();
        }
        exchange.keepOpen();
        boolean isForwarded = exchange.header(RivuletHeader.FORWARDED) != null;
        Writer local = new LocalWriter(exchange.namespace(), settlement, limits.patience());
        Writer writer = isForwarded ? local : routed(exchange.namespace(), local);
        InputStream body = exchange.bodyStream();
        ResponseStream out = exchange.stream(MediaType.NDJSON);
        Reports reports = new Reports(out, withVerdicts);
        Appender appender = new Appender(
                writer,
                limits.window(),
                limits.patience(),
                // What is not this node's, whoever sent it on brings to its owner.
                notNow -> !isForwarded || notNow.problem().type() == ProblemType.THROTTLED,
                reports::judged);
        start(new Import(body, isGzip, limits.lineBytes(), appender, reports, out), writer);
    }

    private Writer routed(Namespace namespace, Writer local) {
        return new RoutedWriter(
                new RoutedWriter.Owners(peers.self(), namespace::partitionOf, namespace::placement),
                local,
                owner -> PeerWriter.open(peers, owner, namespace.name()),
                ids.next());
    }

    /**
     * Ends what is running: each tells its client how far it has come. Waits for them, since a connection that was silent for
     * long is cut off as soon as the server stops, with what is just being written.
     */
    @Override
    public void close() {
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.atWarn().log("Some imports did not come to tell how far they were");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void start(Import running, Writer writer) {
        ScheduledFuture<?> progress = ticker.scheduleAtFixedRate(running::tellProgress, 0, 1, TimeUnit.SECONDS);
        threads.execute(() -> {
            try (writer) {
                running.run();
            } finally {
                progress.cancel(false);
                slots.release();
            }
            running.finish();
        });
    }
}
