package io.rivulet.app.status;

import io.rivulet.app.CommandFailure;
import io.rivulet.app.ExitCode;
import io.rivulet.app.client.Json;
import io.rivulet.app.client.NodeClient;
import io.rivulet.app.client.NodeOptions;
import io.rivulet.app.client.NodeReply;
import io.rivulet.app.retry.Pause;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code rivulet cluster}: partitions with their owners and stand-bys, and the nodes, now or again and again. */
@Command(
        name = "cluster",
        description = "Show all nodes and partitions: owners, stand-bys, how far they are.",
        footer = {
            "",
            "Any node tells of all. A namespace that is not named by --namespace is shown too.",
            "Ends with 3 if a partition has no owner that serves.",
        })
public final class ClusterCommand implements Callable<Integer> {

    private static final Duration EVERY = Duration.ofSeconds(1);

    /** Moves to the first line and clears what is below. */
    private static final String CLEAR = "\u001B[H\u001B[2J";

    @Mixin
    private NodeOptions node;

    @Spec
    private CommandSpec command;

    @Option(names = "--watch", description = "show it again every second, until it is interrupted")
    private boolean isWatching;

    @Override
    public Integer call() {
        NodeClient client = node.client();
        return isWatching ? watch(client) : print(client);
    }

    private int print(NodeClient client) {
        NodeReply reply = client.cluster().orFail();
        ClusterView cluster = ClusterView.of(reply.json());
        PrintWriter out = command.commandLine().getOut();
        if (node.isJson()) {
            out.println(isWatching ? Json.write(reply.json()) : reply.text());
        } else {
            if (isWatching && isTerminal()) {
                out.print(CLEAR);
            }
            ClusterText.lines(cluster).forEach(out::println);
        }
        out.flush();
        return cluster.isServed() ? ExitCode.OK : ExitCode.UNAVAILABLE;
    }

    /** A node that does not answer now may do so in a second. */
    private int watch(NodeClient client) {
        while (true) {
            int last;
            try {
                last = print(client);
            } catch (CommandFailure e) {
                last = e.exitCode();
                command.commandLine().getErr().println(e.getMessage());
                command.commandLine().getErr().flush();
            }
            try {
                Pause.SLEEP.of(EVERY);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return last;
            }
        }
    }

    /** Up to JDK 21 a console means a terminal; a later JDK without one merely clears what nobody sees. */
    @SuppressWarnings("SystemConsoleNull")
    private static boolean isTerminal() {
        return System.console() != null;
    }
}
