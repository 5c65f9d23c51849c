package io.rivulet.app.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A broker or node in a process of its own, with what one can do to a process. One thread. */
final class ClusterProcess {

    private final Place place;
    private final List<String> words;
    private final String readyText;
    private final Path logs;
    private int starts;
    private Process process;
    private Path log;

    /**
     * Starts it, and waits for nothing.
     *
     * @param readyText what it says when it is ready
     */
    ClusterProcess(Place place, List<String> words, String readyText, Path logs) {
        this.place = place;
        this.words = List.copyOf(words);
        this.readyText = readyText;
        this.logs = logs;
        start();
    }

    Place place() {
        return place;
    }

    void start() {
        starts++;
        log = logs.resolve(place.name() + "-" + starts + ".log");
        try {
            process = new ProcessBuilder(place.command(words))
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.to(log.toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void awaitReady() {
        Patience.await(place.name() + " is ready", Patience.OF_A_CLUSTER, () -> {
            try {
                String said = Files.readString(log);
                if (!process.isAlive()) {
                    throw new AssertionError(place.name() + " ended before it was ready:\n" + said);
                }
                return said.contains(readyText);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** SIGKILL; returns when it has ended. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** SIGTERM; returns when it has ended. */
    void terminate() {
        process.destroy();
        process.onExit().join();
    }

    /** SIGSTOP. */
    void pause() {
        Shell.run("kill", "-STOP", Long.toString(process.pid()));
    }

    /** SIGCONT. */
    void resume() {
        Shell.run("kill", "-CONT", Long.toString(process.pid()));
    }
}
