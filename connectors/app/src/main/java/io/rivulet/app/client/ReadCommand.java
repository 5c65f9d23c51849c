package io.rivulet.app.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.rivulet.api.StreamPath;
import io.rivulet.app.ExitCode;
import io.rivulet.client.connection.NodeAddress;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rivulet read}: a page of a stream's events. */
@Command(name = "read", description = "Read a page of the events of a stream.")
public final class ReadCommand implements Callable<Integer> {

    @Mixin
    private NodeOptions node;

    @Spec
    private CommandSpec command;

    @Parameters(paramLabel = "PATH", description = "the stream", converter = StreamPathArgument.class)
    private StreamPath path;

    @Option(names = "--after", paramLabel = "OFFSET", description = "only events after this offset")
    private @Nullable Long after;

    @Option(names = "--limit", paramLabel = "N", description = "most events to print")
    private @Nullable Integer limit;

    @Option(names = "--types", paramLabel = "TYPE", split = ",", description = "only events of these types")
    private @Nullable List<String> types;

    @Override
    public Integer call() {
        String typeList = types == null ? null : String.join(",", types);
        NodeReply reply = node.client()
                .get("events", path, NodeAddress.query("after", after, "limit", limit, "types", typeList))
                .orFail();
        PrintWriter out = command.commandLine().getOut();
        if (node.isJson()) {
            out.println(reply.text());
            return ExitCode.OK;
        }
        JsonNode page = reply.json();
        for (JsonNode event : page.path("events")) {
            out.println(EventLine.of(event));
        }
        if (page.path("next").isNumber()) {
            command.commandLine()
                    .getErr()
                    .println("There is more: --after " + page.path("next").asLong());
        }
        return ExitCode.OK;
    }
}
