package io.rivulet.app.tail;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.rivulet.api.StreamPath;
import io.rivulet.app.ExitCode;
import io.rivulet.app.client.EventLine;
import io.rivulet.app.client.Json;
import io.rivulet.app.client.NodeOptions;
import io.rivulet.app.client.StreamPathArgument;
import io.rivulet.client.RivuletClient;
import io.rivulet.client.model.StreamEvent;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rivulet tail}: prints a stream's events as they come, until it is interrupted. */
@Command(
        name = "tail",
        description = "Print the events of a stream as they come, and resume when the connection is lost.",
        footer = {"", "With -o json each line is one event, as the node sent it."})
public final class TailCommand implements Callable<Integer> {

    @Mixin
    private NodeOptions node;

    @Spec
    private CommandSpec command;

    @Parameters(paramLabel = "PATH", description = "the stream", converter = StreamPathArgument.class)
    private StreamPath path;

    @ArgGroup
    private @Nullable Beginning beginning;

    @Option(names = "--types", paramLabel = "TYPE", split = ",", description = "only events of these types")
    private @Nullable List<String> types;

    @Option(names = "--limit", paramLabel = "N", description = "end after this many events")
    private long limit = Long.MAX_VALUE;

    /** Where to begin; with neither, with the next event to come. */
    static final class Beginning {

        @Option(names = "--after", paramLabel = "OFFSET", description = "begin after this offset")
        private @Nullable Long after;

        @Option(names = "--from-start", description = "begin with the first event")
        private boolean fromStart;

        private @Nullable Long offset() {
            return fromStart ? Long.valueOf(-1) : after;
        }
    }

    @Override
    public Integer call() throws InterruptedException {
        Long after = beginning == null ? null : beginning.offset();
        String[] wanted = types == null ? new String[0] : types.toArray(String[]::new);
        PrintWriter err = command.commandLine().getErr();
        try (RivuletClient rivulet = RivuletClient.of(node.settings())) {
            new TailSession(after, this::print, err::println).run(rivulet.stream(path), wanted);
        }
        return ExitCode.OK;
    }

    private boolean print(List<StreamEvent> events) {
        PrintWriter out = command.commandLine().getOut();
        for (StreamEvent event : events) {
            if (limit-- <= 0) {
                return false;
            }
            out.println(node.isJson() ? event.json() : line(event));
        }
        return limit > 0 && !out.checkError();
    }

    private static String line(StreamEvent event) {
        try {
            return EventLine.of(Json.MAPPER.readTree(event.json()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An event that was read once cannot be read again", e);
        }
    }
}
