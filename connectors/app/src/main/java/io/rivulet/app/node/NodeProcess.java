package io.rivulet.app.node;

import io.rivulet.app.CommandFailure;
import io.rivulet.app.ExitCode;
import io.rivulet.engine.Namespace;
import io.rivulet.engine.Readiness;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The parts of a node that run, in the order in which they were started. One thread starts them. Closing stops them in
 * the opposite order; it may come at any moment and from any thread, and waits for a part that is just starting.
 */
final class NodeProcess implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(NodeProcess.class);
    private static final long POLL_MILLIS = 20;

    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private boolean isClosing;
    private Collection<Namespace> namespaces = List.of();

    /** Starts one more part, unless the process is closing. */
    synchronized <T extends AutoCloseable> T start(Callable<T> part) {
        if (isClosing) {
            throw new CommandFailure(ExitCode.UNAVAILABLE, "Stopped before it was ready");
        }
        try {
            T started = part.call();
            running.push(started);
            return started;
        } catch (ConfigException e) {
            throw new CommandFailure(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
        } catch (UncheckedIOException | KafkaException e) {
            throw new CommandFailure(ExitCode.UNAVAILABLE, String.valueOf(e.getMessage()), e);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("A part of the node did not start", e);
        }
    }

    /** Starts engine and HTTP; returns where they are found, before the namespaces serve. */
    URI serve(NodeSettings settings) {
        LOG.atInfo().addKeyValue("settings", settings).log("Settings in effect");
        ServingNode serving = start(() -> ServingNode.open(settings));
        namespaces = serving.namespaces();
        return serving.uri();
    }

    /**
     * Waits until every namespace serves.
     *
     * @param progress takes what it waits for, again and again
     * @throws CommandFailure when one has failed for good
     */
    void awaitServing(Consumer<String> progress) throws InterruptedException {
        for (Namespace namespace : namespaces) {
            for (Readiness now = namespace.readiness(); !now.isServing(); now = namespace.readiness()) {
                String what = namespace.name() + ": " + now.detail();
                if (now.state() == Readiness.State.FAILED) {
                    throw new CommandFailure(ExitCode.REFUSED, "The namespace " + what);
                }
                progress.accept(what);
                Thread.sleep(POLL_MILLIS);
            }
        }
    }

    @Override
    public synchronized void close() {
        isClosing = true;
        while (!running.isEmpty()) {
            AutoCloseable part = running.pop();
            try {
                part.close();
            } catch (Exception e) {
                LOG.atError()
                        .setCause(e)
                        .addKeyValue("part", part.getClass().getSimpleName())
                        .log("A part of the node did not stop");
            }
        }
    }
}
