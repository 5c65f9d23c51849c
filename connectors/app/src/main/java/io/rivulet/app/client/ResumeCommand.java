package io.rivulet.app.client;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code rivulet resume}: ends a pause. */
@Command(
        name = "resume",
        description = "Resume a paused stream.",
        footer = {"", "Resuming a stream that is not paused changes nothing but its log."})
public final class ResumeCommand implements Callable<Integer> {

    @Mixin
    private Controlling stream;

    @Override
    public Integer call() {
        return stream.run("resume", null);
    }
}
