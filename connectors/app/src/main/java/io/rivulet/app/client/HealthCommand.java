package io.rivulet.app.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.rivulet.app.ExitCode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code rivulet health}: whether a node is ready, for what looks after containers and has no HTTP client. */
@Command(
        name = "health",
        description = "Say whether a node is ready to serve.",
        footer = {
            "",
            "Ends with 0 if it is ready, with 3 if not. Processors and webhooks that are parked are named; they make no node",
            "unready."
        })
public final class HealthCommand implements Callable<Integer> {

    @Mixin
    private NodeOptions node;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() {
        NodeReply reply = node.client().ready().orFail();
        PrintWriter out = command.commandLine().getOut();
        if (node.isJson()) {
            out.println(reply.text());
        } else {
            out.println("The node is ready");
            reply.json().path("namespaces").forEach(namespace -> printParked(out, namespace));
        }
        return ExitCode.OK;
    }

    private static void printParked(PrintWriter out, JsonNode namespace) {
        int parked = namespace.path("parked").asInt();
        if (parked == 0) {
            return;
        }
        out.println("Parked in " + namespace.path("namespace").asText() + ": " + parked
                + ", and see 'rivulet processors PATH'");
        for (JsonNode lane : namespace.path("parkedAt")) {
            out.println("    " + Printable.of(lane.path("path").asText()) + "  "
                    + lane.path("kind").asText() + " "
                    + Printable.of(lane.path("slug").asText()) + " since "
                    + lane.path("since").asText() + ": "
                    + Printable.of(lane.path("reason").asText()));
        }
    }
}
