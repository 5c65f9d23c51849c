package io.rivulet.app.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.rivulet.api.StreamPath;
import io.rivulet.app.ExitCode;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rivulet processors}: who processes a stream, and how each does. */
@Command(name = "processors", description = "Show the processors and outbound subscribers of a stream.")
public final class ProcessorsCommand implements Callable<Integer> {

    @Mixin
    private NodeOptions node;

    @Spec
    private CommandSpec command;

    @Parameters(paramLabel = "PATH", description = "the stream", converter = StreamPathArgument.class)
    private StreamPath path;

    @Option(names = "--slug", description = "only this one: a slug, or the key of a subscription")
    private @Nullable String slug;

    @Override
    public Integer call() {
        Map<String, Object> query = slug == null ? Map.of() : Map.of("slug", slug);
        NodeReply reply = node.client().get("processors", path, query).orFail();
        PrintWriter out = command.commandLine().getOut();
        if (node.isJson()) {
            out.println(reply.text());
        } else {
            reply.json().path("processors").forEach(processor -> print(out, processor));
        }
        return ExitCode.OK;
    }

    private static void print(PrintWriter out, JsonNode processor) {
        out.printf(
                Locale.ROOT,
                "%-24s %-9s %-8s checkpoint %d, %d to go%n",
                Printable.of(processor.path("slug").asText()),
                processor.path("kind").asText(),
                processor.path("status").asText(),
                processor.path("checkpoint").asLong(),
                processor.path("lag").asLong());
        if (processor.has("snapshot")) {
            out.println("    state     "
                    + Printable.of(processor.at("/snapshot/state").toString()));
        }
        if (processor.has("reason")) {
            out.println("    failed    " + processor.path("failures").asInt() + " times: "
                    + Printable.of(processor.path("reason").asText()));
        }
        if (processor.has("nextAttempt")) {
            out.println("    next try  " + processor.path("nextAttempt").asText());
        }
    }
}
