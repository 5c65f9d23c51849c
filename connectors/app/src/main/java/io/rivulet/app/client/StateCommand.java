package io.rivulet.app.client;

import io.rivulet.api.StreamPath;
import io.rivulet.app.ExitCode;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rivulet state}: the core state of a stream. */
@Command(name = "state", description = "Read the state of a stream.")
public final class StateCommand implements Callable<Integer> {

    @Mixin
    private NodeOptions node;

    @Spec
    private CommandSpec command;

    @Parameters(paramLabel = "PATH", description = "the stream", converter = StreamPathArgument.class)
    private StreamPath path;

    @Override
    public Integer call() {
        NodeReply reply = node.client().get("state", path, Map.of()).orFail();
        command.commandLine().getOut().println(node.isJson() ? reply.text() : Json.pretty(reply.json()));
        return ExitCode.OK;
    }
}
