package io.rivulet.app.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rivulet.api.StreamPath;
import io.rivulet.app.ExitCode;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What {@code pause}, {@code resume} and {@code reset} have in common: a stream, a reason, and the event that is printed. */
final class Controlling {

    @Mixin
    private NodeOptions node;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Parameters(paramLabel = "PATH", description = "the stream, as in /orders/17", converter = StreamPathArgument.class)
    private StreamPath path;

    @Option(names = "--reason", paramLabel = "TEXT", description = "why; it is kept in the event")
    private @Nullable String reason;

    /** Does it and prints the event. */
    int run(String action, @Nullable String incarnation) {
        ObjectNode body = Json.MAPPER.createObjectNode().put("action", action);
        if (reason != null) {
            body.put("reason", reason);
        }
        if (incarnation != null) {
            body.put("incarnation", incarnation);
        }
        NodeReply reply = node.client()
                .post("control", path, NodeClient.JSON, body.toString().getBytes(StandardCharsets.UTF_8))
                .orFail();
        PrintWriter out = command.commandLine().getOut();
        if (node.isJson()) {
            out.println(reply.text());
        } else {
            for (JsonNode event : reply.json().path("events")) {
                out.println(EventLine.of(event));
            }
        }
        return ExitCode.OK;
    }
}
