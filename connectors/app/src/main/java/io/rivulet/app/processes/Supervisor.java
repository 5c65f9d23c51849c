package io.rivulet.app.processes;

import io.rivulet.app.CommandFailure;
import io.rivulet.app.ExitCode;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Runs the processes of a cluster on one machine: brokers first, then nodes; says of each when it is ready, and of all. One
 * that ends by itself afterwards is told of and not started again, since whoever watches a cluster wants to see that. One
 * thread runs it; closing may come from any, at any moment, and stops nodes first.
 */
public final class Supervisor implements AutoCloseable {

    private static final long POLL_MILLIS = 50;
    private static final Duration TELL_EVERY = Duration.ofSeconds(5);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(30);

    private final PrintWriter out;
    private final PrintWriter err;
    private final List<Child> brokers = new ArrayList<>();
    private final List<Child> nodes = new ArrayList<>();
    private boolean isClosing;

    public Supervisor(PrintWriter out, PrintWriter err) {
        this.out = out;
        this.err = err;
    }

    /** Starts all and watches over them. Returns when none runs any more; throws when one ends before all are ready. */
    int run(List<Child.Plan> brokerPlans, List<Child.Plan> nodePlans) throws InterruptedException {
        List<String> servers = start(brokerPlans, brokers);
        List<String> urls = start(nodePlans, nodes);
        out.printf(
                Locale.ROOT,
                "Rivulet is ready: %s (brokers %s, ready in %.1f s)%n",
                String.join(" ", urls),
                String.join(",", servers),
                uptimeSeconds());
        out.flush();
        watch();
        return ExitCode.UNAVAILABLE;
    }

    /** Returns once all are ready, with their addresses. */
    private List<String> start(List<Child.Plan> plans, List<Child> children) throws InterruptedException {
        for (Child.Plan plan : plans) {
            launch(plan, children);
        }
        List<String> addresses = new ArrayList<>();
        List<Child> waiting = new ArrayList<>(children);
        long toldAt = System.nanoTime();
        while (!waiting.isEmpty()) {
            requireAll();
            for (Child child : List.copyOf(waiting)) {
                child.address().ifPresent(address -> {
                    waiting.remove(child);
                    addReady(child, address);
                });
            }
            if (System.nanoTime() - toldAt > TELL_EVERY.toNanos() && !waiting.isEmpty()) {
                toldAt = System.nanoTime();
                err.println("Waiting for " + waiting.stream().map(Child::name).collect(Collectors.joining(", ")));
                err.flush();
            }
            Thread.sleep(POLL_MILLIS);
        }
        for (Child child : children) {
            addresses.add(child.address().orElseThrow());
        }
        return addresses;
    }

    private void addReady(Child child, String address) {
        out.printf(
                Locale.ROOT,
                "%s is ready: %s (pid %d, after %.1f s)%n",
                child.name(),
                address,
                child.pid(),
                uptimeSeconds());
        out.flush();
    }

    private synchronized void launch(Child.Plan plan, List<Child> children) {
        if (isClosing) {
            throw new CommandFailure(ExitCode.UNAVAILABLE, "Stopped before it was ready");
        }
        children.add(Child.launch(plan));
    }

    private void requireAll() {
        Optional<Child> ended = all().stream().filter(child -> !child.isAlive()).findFirst();
        if (ended.isPresent() && !isClosing()) {
            Child child = ended.get();
            int exitCode = child.exitCode() == ExitCode.USAGE ? ExitCode.USAGE : ExitCode.UNAVAILABLE;
            throw new CommandFailure(
                    exitCode,
                    child.name() + " ended with exit code " + child.exitCode() + " before all were ready. "
                            + child.lastWords());
        }
    }

    /** Tells of each process that ends; returns when the last one has. */
    private void watch() throws InterruptedException {
        Set<Child> told = new HashSet<>();
        List<Child> all = all();
        while (told.size() < all.size()) {
            Thread.sleep(POLL_MILLIS);
            for (Child child : all) {
                if (!child.isAlive() && !isClosing() && told.add(child)) {
                    tellEnd(child);
                }
            }
        }
        err.println("None of the processes runs any more.");
    }

    private void tellEnd(Child child) {
        err.printf(
                "%n!!! %s (pid %d) ended by itself with exit code %d. %s%n"
                        + "    It is not started again by itself. This starts it, as a process that is yours to stop:%n    %s%n%n",
                child.name(),
                child.pid(),
                child.exitCode(),
                child.lastWords(),
                child.plan().command());
        err.flush();
    }

    private synchronized List<Child> all() {
        List<Child> all = new ArrayList<>(brokers);
        all.addAll(nodes);
        return all;
    }

    private synchronized boolean isClosing() {
        return isClosing;
    }

    /** Stops the nodes, all of them together, and then the brokers. Returns when none runs any more. */
    @Override
    public synchronized void close() {
        isClosing = true;
        try {
            stop(nodes);
            stop(brokers);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while stopping; children end with their parent", e);
        }
    }

    private void stop(List<Child> children) throws InterruptedException {
        children.forEach(Child::stop);
        long deadline = System.nanoTime() + STOP_WITHIN.toNanos();
        for (Child child : children) {
            if (!child.awaitEnd(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())))) {
                err.println(child.name() + " did not stop within " + STOP_WITHIN.toSeconds() + " s and was killed. "
                        + child.lastWords());
                err.flush();
            }
        }
    }

    /** Since the start of the JVM, which is what whoever waits has waited for. */
    private static double uptimeSeconds() {
        return ManagementFactory.getRuntimeMXBean().getUptime() / 1000.0;
    }
}
