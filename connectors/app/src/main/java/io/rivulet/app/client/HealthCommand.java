package io.rivulet.app.client;

import io.rivulet.app.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code rivulet health}: whether a node is ready, for what looks after containers and has no HTTP client. */
@Command(
        name = "health",
        description = "Say whether a node is ready to serve.",
        footer = {"", "Ends with 0 if it is ready, with 3 if not."})
public final class HealthCommand implements Callable<Integer> {

    @Mixin
    private NodeOptions node;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() {
        NodeReply reply = node.client().ready().orFail();
        command.commandLine().getOut().println(node.isJson() ? reply.text() : "The node is ready");
        return ExitCode.OK;
    }
}
