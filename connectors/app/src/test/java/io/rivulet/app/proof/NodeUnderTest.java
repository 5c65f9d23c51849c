package io.rivulet.app.proof;

import io.rivulet.app.JavaCommand;
import io.rivulet.broker.StablePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A node as a user runs it: the packaged program, {@code dev}, in a process of its own that can be killed. Its folder
 * outlives the process and is deleted when the node is closed; what it logged stays beside it. One thread starts and kills;
 * any may ask.
 */
public final class NodeUnderTest implements AutoCloseable {

    private static final Path JAR = Path.of("target", "rivulet.jar");
    private static final Pattern READY =
            Pattern.compile("Rivulet is ready: (\\S+) \\(brokers (\\S+), ready in (\\S+) s\\)");

    private final Path folder;
    private final int port;
    private final List<String> settings;
    private int starts;
    private Process process;
    private MatchResult ready;

    /** Starts a node on a new folder, at any port; returns when it serves. */
    public NodeUnderTest(String... settings) {
        this(0, settings);
    }

    private NodeUnderTest(int port, String... settings) {
        this.port = port;
        try {
            folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "proof");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.settings = List.of(settings);
        start();
    }

    /** One that comes back at the same port whenever it is started again. */
    static NodeUnderTest thatComesBack(String... settings) {
        return new NodeUnderTest(
                new StablePorts("127.0.0.1", new Random()).pick(1).get(0), settings);
    }

    URI uri() {
        return URI.create(ready.group(1));
    }

    public NodeClient client() {
        return new NodeClient(URI.create(ready.group(1)));
    }

    String bootstrapServers() {
        return ready.group(2);
    }

    /** From the start of the JVM, as the node itself tells it. */
    String secondsToReady() {
        return ready.group(3);
    }

    /** A folder that is deleted with the node. */
    Path scratch(String name) {
        return folder.resolve(name + starts);
    }

    public void start() {
        starts++;
        Path log = folder.resolveSibling(folder.getFileName() + "-" + starts + ".log");
        try {
            process = new ProcessBuilder(command())
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.to(log.toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Deadline.await("the node is ready", () -> isReady(log));
    }

    /** {@code kill -9}: broker, fold, store and HTTP end where they are. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** What follows from the log; the log itself stays. Only while the node does not run. */
    public void deleteState() {
        delete(folder.resolve("data").resolve("state"));
    }

    @Override
    public void close() {
        kill();
        delete(folder);
    }

    private List<String> command() {
        List<String> command = JavaCommand.of(512);
        command.addAll(List.of(
                "-jar",
                JAR.toAbsolutePath().toString(),
                "dev",
                "--data",
                folder.resolve("data").toString(),
                "--port",
                String.valueOf(port)));
        settings.forEach(setting -> command.addAll(List.of("--set", setting)));
        return command;
    }

    private boolean isReady(Path log) {
        try {
            String said = Files.readString(log);
            if (!process.isAlive()) {
                throw new AssertionError("The node ended before it was ready:\n" + said);
            }
            return READY.matcher(said).results().peek(found -> ready = found).count() > 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path tree) {
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
