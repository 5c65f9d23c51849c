package io.rivulet.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.rivulet.app.JavaCommand;
import io.rivulet.app.proof.Deadline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One process of a cluster under test, a broker or a node. It can be ended and started again as often as wanted, on the same
 * ports and folder; each start has a log of its own. It ends with the test's JVM. Its methods may be called from any thread,
 * one at a time.
 */
public class Member {

    private static final Path JAR = Path.of("target", "rivulet.jar");
    private static final int INTERRUPTED_BY_TERM = 128 + 15;

    private final String name;
    private final Path folder;
    private final List<String> command;
    private final Pattern ready;
    private int starts;
    private boolean isPaused;
    private @Nullable Process process;

    /**
     * @param name also the log's
     * @param folder where all members have their folders and logs
     * @param ready what its log says when it serves; the last group is the seconds that took
     */
    Member(String name, Path folder, Site site, int heapMegabytes, List<String> arguments, Pattern ready) {
        this.name = name;
        this.folder = folder;
        this.ready = ready;
        command = new ArrayList<>(site.before());
        command.addAll(JavaCommand.of(heapMegabytes));
        command.addAll(List.of("-jar", JAR.toAbsolutePath().toString()));
        command.addAll(arguments);
        command.add("--until-eof");
    }

    /** Starts the process and waits for nothing. */
    public synchronized void launch() {
        assertThat(isAlive()).as("%s runs already", name).isFalse();
        starts++;
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.to(log().toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns when the process, launched before, serves; answers how many seconds after its start that was. */
    public double awaitReady() {
        List<MatchResult> found = new ArrayList<>();
        Deadline.await(name + " is ready", () -> {
            boolean isAlive = isAlive();
            found.addAll(ready.matcher(said()).results().toList());
            if (found.isEmpty() && !isAlive) {
                throw new AssertionError(name + " ended before it was ready:\n" + said());
            }
            return !found.isEmpty();
        });
        MatchResult said = found.get(0);
        return Double.parseDouble(said.group(said.groupCount()));
    }

    /** Starts the process; returns when it serves. */
    public double start() {
        launch();
        return awaitReady();
    }

    /** {@code kill -9}: it ends where it is. */
    public synchronized void kill() {
        running().destroyForcibly().onExit().join();
        isPaused = false;
    }

    /** SIGTERM, and waits for the end in good order. */
    public synchronized void stop() {
        askToStop();
        assertThat(running().onExit().join().exitValue())
                .as("exit code of %s", name)
                .isEqualTo(INTERRUPTED_BY_TERM);
    }

    /** SIGTERM, without waiting for what follows. */
    public synchronized void askToStop() {
        running().toHandle().destroy();
    }

    /** SIGSTOP: it does nothing any more, but its connections stay. */
    public synchronized void pause() {
        signal("STOP");
        isPaused = true;
    }

    /** SIGCONT: it goes on where it was paused, and does not know for how long. */
    public synchronized void resume() {
        signal("CONT");
        isPaused = false;
    }

    public synchronized boolean isAlive() {
        return process != null && process.isAlive();
    }

    public synchronized boolean isPaused() {
        return isPaused;
    }

    public synchronized long pid() {
        return running().pid();
    }

    /** How much of the processors its process has had till now. */
    public synchronized Duration cpu() {
        return running().info().totalCpuDuration().orElseThrow();
    }

    /** What it has printed and logged since its last start. */
    public String said() {
        try {
            return Files.readString(log());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The log of its last start. */
    public synchronized Path log() {
        return folder.resolve(name + "-" + starts + ".log");
    }

    /** Ends it in whatever state it is. */
    void end() {
        if (isAlive()) {
            kill();
        }
    }

    private void signal(String signal) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + signal, String.valueOf(pid()))
                    .inheritIO()
                    .start();
            assertThat(kill.onExit().join().exitValue())
                    .as("kill -%s %s", signal, name)
                    .isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Process running() {
        if (process == null) {
            throw new IllegalStateException(name + " was never started");
        }
        return process;
    }

    @Override
    public String toString() {
        return name;
    }
}
