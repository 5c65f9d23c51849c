package io.rivulet.app.processes;

import io.rivulet.app.client.Printable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One process of this program that another one of it has started. It writes to a log file, says there that it is ready, and
 * ends with its parent. Any thread may ask and stop it.
 */
final class Child {

    private static final int LAST_LINES = 12;
    private static final String SETTINGS_OF_THE_ENVIRONMENT = "RIVULET_";

    private final Plan plan;
    private final LogFile log;
    private final Process process;

    /**
     * What a child is to be.
     *
     * @param name as people are told, such as {@code node 2}
     * @param ready what its log says when it is ready; the first group is its address
     */
    record Plan(String name, ProgramCommand command, Path log, Pattern ready) {}

    private Child(Plan plan, LogFile log, Process process) {
        this.plan = plan;
        this.log = log;
        this.process = process;
    }

    /** Starts the process and waits for nothing. */
    static Child launch(Plan plan) {
        LogFile log = LogFile.open(plan.log());
        ProcessBuilder builder = new ProcessBuilder(plan.command().asChild())
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(plan.log().toFile()));
        // Its command line says everything; the parent has read the environment already.
        builder.environment().keySet().removeIf(name -> name.startsWith(SETTINGS_OF_THE_ENVIRONMENT));
        try {
            return new Child(plan, log, builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Plan plan() {
        return plan;
    }

    String name() {
        return plan.name();
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Only after its end. */
    int exitCode() {
        return process.exitValue();
    }

    /** Where it serves, once it is ready. */
    Optional<String> address() {
        Matcher matcher = plan.ready().matcher(log.text());
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** The end of what it said, fit for a terminal. */
    String lastWords() {
        List<String> lines = log.lastLines(LAST_LINES);
        return lines.isEmpty()
                ? "It said nothing (" + log.path() + ")."
                : "It said last, in " + log.path() + ":"
                        + lines.stream()
                                .map(line -> "\n    " + Printable.of(line.replace("\t", "    ")))
                                .collect(Collectors.joining());
    }

    /** Asks it to stop in good order. */
    void stop() {
        // Not that of the process itself, which would close its standard input as well.
        process.toHandle().destroy();
    }

    /** Waits for its end; after that time ends it by force, and answers false. */
    boolean awaitEnd(Duration patience) throws InterruptedException {
        if (process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            return true;
        }
        process.destroyForcibly().waitFor();
        return false;
    }
}
