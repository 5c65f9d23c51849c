package io.rivulet.app.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.rivulet.app.JavaCommand;
import io.rivulet.app.page.ConsolePage.Step;
import io.rivulet.broker.StablePorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.tools.ConsoleProducer;
import org.apache.kafka.tools.consumer.ConsoleConsumer;

/**
 * A reader's desk: a folder that is a git repository, {@code rivulet} and Kafka's console tools on the path, and the terminals
 * that a page names. The port that a page takes for granted is another one here, in what is typed and in what is printed.
 */
final class Desk implements AutoCloseable {

    private static final String PORT_OF_THE_PAGE = "8080";
    private static final Pattern BROKERS = Pattern.compile("\\(brokers ([^,]+),");

    private final Path folder;
    private final Path programs;
    private final int port;
    private final Map<String, Terminal> terminals = new LinkedHashMap<>();
    private volatile String brokers = "";

    Desk(Path root) throws IOException, InterruptedException {
        folder = Files.createDirectory(root.resolve("here"));
        programs = Files.createDirectory(root.resolve("bin"));
        port = new StablePorts("127.0.0.1", new Random()).pick(1).get(0);
        putPrograms();
        Terminal git = new Terminal(folder, Map.of(), line -> line);
        git.start(Files.readString(Path.of("src/test/resources/page/repository.sh")));
        git.awaitEnd();
    }

    /** Does what a step of the page says. */
    void take(Step step) throws IOException, InterruptedException {
        if (step.terminal().isEmpty()) {
            runToItsEnd(step);
            return;
        }
        Terminal terminal = terminals.computeIfAbsent(step.terminal(), name -> newTerminal());
        if (step.interrupts()) {
            terminal.close();
        }
        if (!step.command().isEmpty()) {
            terminal.start("exec " + toHere(step.command()));
        }
        String printed = terminal.await(text -> step.printed().takesOf(text) >= 0);
        int taken = step.printed().takesOf(printed);
        if (taken < 0) {
            throw differs(step, printed);
        }
        terminal.forget(taken);
    }

    private void runToItsEnd(Step step) throws IOException, InterruptedException {
        try (Terminal terminal = newTerminal()) {
            terminal.start(toHere(step.command()));
            // What takes long shows progress, which a page cannot know.
            String printed = terminal.awaitEnd().replaceAll("(?m)^\\d+ %, .* left\\R", "");
            if (!step.printed().isAllOf(printed)) {
                throw differs(step, printed);
            }
        }
    }

    private static AssertionError differs(Step step, String printed) {
        return new AssertionError("Line " + step.line() + " of the page, $ " + step.command() + "\nThe page says:\n"
                + step.printed() + "\nBut this was printed:\n" + printed);
    }

    private Terminal newTerminal() {
        Map<String, String> environment =
                Map.of("PATH", programs + ":" + System.getenv("PATH"), "BROKERS", brokers, "LC_ALL", "C.UTF-8");
        return new Terminal(folder, environment, this::toPage);
    }

    private String toHere(String command) {
        return command.replace(":" + PORT_OF_THE_PAGE, ":" + port);
    }

    private String toPage(String line) {
        Matcher ready = BROKERS.matcher(line);
        if (ready.find()) {
            brokers = ready.group(1);
        }
        return line.replace(":" + port, ":" + PORT_OF_THE_PAGE);
    }

    private void putPrograms() throws IOException {
        String jar = "-jar '" + Path.of("target", "rivulet.jar").toAbsolutePath() + "'";
        put(
                "rivulet",
                """
                where="--url http://127.0.0.1:%d"
                [ "$1" = dev ] && where="--port %d"
                command=$1
                shift
                exec %s %s "$command" $where "$@"
                """
                        .formatted(port, port, java(384), jar));
        putTool("kafka-console-producer.sh", ConsoleProducer.class);
        putTool("kafka-console-consumer.sh", ConsoleConsumer.class);
    }

    private void putTool(String name, Class<?> main) throws IOException {
        String classPath = System.getProperty("java.class.path");
        put(name, "exec " + java(128) + " -cp '" + classPath + "' " + main.getName() + " \"$@\"\n");
    }

    private static String java(int heapMegabytes) {
        return String.join(" ", JavaCommand.of(heapMegabytes));
    }

    private void put(String name, String script) throws IOException {
        Path program = programs.resolve(name);
        Files.writeString(program, "#!/bin/sh\n" + script, UTF_8);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Override
    public void close() {
        terminals.values().forEach(Terminal::close);
    }
}
