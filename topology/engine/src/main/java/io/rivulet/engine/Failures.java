package io.rivulet.engine;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens when a thread that folds dies: a new one takes over and folds again from the last checkpoint. When that
 * happens too often, the namespace stops and says why: the cause is then not a passing one.
 */
final class Failures implements StreamsUncaughtExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);
    private static final int MOST = 5;
    private static final Duration WITHIN = Duration.ofMinutes(5);

    private final String namespace;
    private final InstantSource clock;
    private final Deque<Instant> recent = new ArrayDeque<>();
    private volatile String last = "";

    Failures(String namespace, InstantSource clock) {
        this.namespace = namespace;
        this.clock = clock;
    }

    /** What went wrong last, for an operator; empty if nothing did. */
    String last() {
        return last;
    }

    @Override
    public synchronized StreamThreadExceptionResponse handle(Throwable exception) {
        Throwable cause = exception.getCause() == null ? exception : exception.getCause();
        last = "Folding failed: " + cause + ". Restart the node when its cause is gone";
        Instant now = clock.instant();
        recent.addLast(now);
        while (recent.getFirst().isBefore(now.minus(WITHIN))) {
            recent.removeFirst();
        }
        boolean isHopeless = recent.size() > MOST;
        LOG.atError()
                .addKeyValue("namespace", namespace)
                .addKeyValue("failures", recent.size())
                .setCause(exception)
                .log(
                        isHopeless
                                ? "Folding fails again and again; the namespace stops"
                                : "Folding failed; starting again");
        return isHopeless
                ? StreamThreadExceptionResponse.SHUTDOWN_CLIENT
                : StreamThreadExceptionResponse.REPLACE_THREAD;
    }
}
