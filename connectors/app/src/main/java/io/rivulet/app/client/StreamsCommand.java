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
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rivulet streams}: every stream at or below a path, in order, and how many they are. */
@Command(name = "streams", description = "List the streams at or below a path, all of them, and count them.")
public final class StreamsCommand implements Callable<Integer> {

    private static final int PAGE = 1000;

    @Mixin
    private NodeOptions node;

    @Spec
    private CommandSpec command;

    @Parameters(
            paramLabel = "UNDER",
            arity = "0..1",
            defaultValue = "/",
            description = "where to begin (default: ${DEFAULT-VALUE})",
            converter = StreamPathArgument.class)
    private StreamPath under;

    @Override
    public Integer call() {
        NodeClient client = node.client();
        PrintWriter out = command.commandLine().getOut();
        long count = 0;
        String after = null;
        do {
            JsonNode page = client.get("streams", NodeAddress.query("under", under, "after", after, "limit", PAGE))
                    .orFail()
                    .json();
            for (JsonNode stream : page.path("streams")) {
                out.println(node.isJson() ? Json.write(stream) : line(stream));
                count++;
            }
            after = next(page);
        } while (after != null);
        PrintWriter summary = node.isJson() ? command.commandLine().getErr() : out;
        summary.println(count + (count == 1 ? " stream" : " streams"));
        return ExitCode.OK;
    }

    private static @Nullable String next(JsonNode page) {
        return page.path("next").isTextual() ? page.path("next").asText() : null;
    }

    private static String line(JsonNode stream) {
        return Printable.of(String.format(
                "%8d  %8d  %s",
                stream.path("count").asLong(),
                stream.path("head").path("offset").asLong(),
                stream.path("path").asText()));
    }
}
