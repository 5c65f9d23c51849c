package io.rivulet.app.client;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code rivulet reset}: ends the life of a stream. */
@Command(
        name = "reset",
        description = "Reset a stream: all of its events are gone from every view.",
        footer = {
            "",
            "The records stay in the topic until it expires. What is appended next begins the stream anew, with index 0.",
            "With --incarnation a reset that is repeated is refused and does no harm to the new life."
        })
public final class ResetCommand implements Callable<Integer> {

    @Mixin
    private Controlling stream;

    @Option(
            names = "--incarnation",
            paramLabel = "ID",
            description =
                    "reset only if the stream's life is still this one, as 'rivulet state' and every answer tell it")
    private @Nullable String incarnation;

    @Override
    public Integer call() {
        return stream.run("reset", incarnation);
    }
}
