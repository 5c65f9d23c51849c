package io.rivulet.app.client;

import io.rivulet.api.StreamPath;
import io.rivulet.app.ExitCode;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rivulet wake}: has a parked processor, webhook or topic of a stream tried at once. */
@Command(
        name = "wake",
        description = "Try a processor or subscription of a stream at once that is parked.",
        footer = {
            "",
            "'rivulet health' tells which are parked on a node, 'rivulet processors PATH' those of a stream, and why.",
            "It says that the attempt is made, not how it ends."
        })
public final class WakeCommand implements Callable<Integer> {

    @Mixin
    private NodeOptions node;

    @Spec
    private CommandSpec command;

    @Parameters(paramLabel = "PATH", description = "the stream, as in /orders/17", converter = StreamPathArgument.class)
    private StreamPath path;

    @ArgGroup(multiplicity = "1")
    private Woken woken;

    /** Which one: either is enough. */
    static final class Woken {

        @Option(names = "--processor", paramLabel = "SLUG", description = "a processor, by its slug")
        private @Nullable String processor;

        @Option(names = "--key", paramLabel = "KEY", description = "a webhook or topic, by the key of its subscription")
        private @Nullable String key;

        String name() {
            return processor == null ? String.valueOf(key) : processor;
        }
    }

    @Override
    public Integer call() {
        String body = Json.MAPPER
                .createObjectNode()
                .put("action", "wake")
                .put("slug", woken.name())
                .toString();
        NodeReply reply = node.client()
                .post("control", path, NodeClient.JSON, body.getBytes(StandardCharsets.UTF_8))
                .orFail();
        command.commandLine()
                .getOut()
                .println(node.isJson() ? reply.text() : Printable.of(woken.name()) + " is tried now");
        return ExitCode.OK;
    }
}
