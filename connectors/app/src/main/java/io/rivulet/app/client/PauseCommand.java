package io.rivulet.app.client;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code rivulet pause}: lets a stream refuse ordinary events. */
@Command(
        name = "pause",
        description = "Pause a stream.",
        footer = {"", "A paused stream refuses ordinary events until it is resumed. Reading and subscribing go on."})
public final class PauseCommand implements Callable<Integer> {

    @Mixin
    private Controlling stream;

    @Override
    public Integer call() {
        return stream.run("pause", null);
    }
}
