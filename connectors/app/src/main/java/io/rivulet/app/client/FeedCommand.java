package io.rivulet.app.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.rivulet.api.StreamPath;
import io.rivulet.app.ExitCode;
import io.rivulet.client.connection.NodeAddress;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rivulet feed}: a page of a stream's feed, one line for each row. */
@Command(name = "feed", description = "Read the feed of a stream: its events in groups.")
public final class FeedCommand implements Callable<Integer> {

    @Mixin
    private NodeOptions node;

    @Spec
    private CommandSpec command;

    @Parameters(paramLabel = "PATH", description = "the stream", converter = StreamPathArgument.class)
    private StreamPath path;

    @Option(names = "--from", paramLabel = "ROW", description = "number of the first row")
    private @Nullable Long from;

    @Option(names = "--limit", paramLabel = "N", description = "most rows to print")
    private @Nullable Integer limit;

    @Override
    public Integer call() {
        NodeReply reply = node.client()
                .get("feed", path, NodeAddress.query("from", from, "limit", limit))
                .orFail();
        PrintWriter out = command.commandLine().getOut();
        if (node.isJson()) {
            out.println(reply.text());
            return ExitCode.OK;
        }
        JsonNode page = reply.json();
        long next = page.path("from").asLong();
        for (JsonNode row : page.path("rows")) {
            out.println(line(row));
            next = row.path("row").asLong() + 1;
        }
        if (next < page.path("count").asLong()) {
            command.commandLine().getErr().println("There is more: --from " + next);
        }
        return ExitCode.OK;
    }

    private static String line(JsonNode row) {
        return Printable.of(String.format(
                "%6d  %s  %d event%s, indexes %d to %d, offsets %d to %d",
                row.path("row").asLong(),
                row.path("type").asText(),
                row.path("count").asLong(),
                row.path("count").asLong() == 1 ? "" : "s",
                row.path("firstIndex").asLong(),
                row.path("lastIndex").asLong(),
                row.path("firstOffset").asLong(),
                row.path("lastOffset").asLong()));
    }
}
