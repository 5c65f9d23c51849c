package io.rivulet.app.node;

import io.rivulet.app.ExitCode;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;

/** The life of a node's process: start, say that it is ready, run until SIGTERM or SIGINT, stop in good order. */
final class NodeRun {

    private final PrintWriter out;
    private final PrintWriter err;
    private final NodeProcess process = new NodeProcess();

    NodeRun(PrintWriter out, PrintWriter err) {
        this.out = out;
        this.err = err;
    }

    /** Starts what must run before the node itself, and tells the node's settings then. */
    interface Preparation {

        NodeSettings prepare(NodeProcess process);
    }

    /** Returns never; throws when the node cannot start. */
    int run(Preparation preparation) throws InterruptedException {
        Runtime.getRuntime().addShutdownHook(new Thread(process::close, "shutdown"));
        NodeSettings settings = preparation.prepare(process);
        URI uri = process.serve(settings);
        process.awaitServing(new RestoreProgress(err)::tell);
        out.printf(
                Locale.ROOT,
                "Rivulet is ready: %s (brokers %s, ready in %.1f s)%n",
                uri,
                settings.engine().bootstrapServers(),
                uptimeSeconds());
        out.flush();
        new CountDownLatch(1).await();
        return ExitCode.OK;
    }

    /** Since the start of the JVM, which is what whoever waits has waited for. */
    private static double uptimeSeconds() {
        return ManagementFactory.getRuntimeMXBean().getUptime() / 1000.0;
    }
}
