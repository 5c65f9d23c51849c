package io.rivulet.app.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.rivulet.app.ExitCode;
import io.rivulet.app.JavaCommand;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code java -jar rivulet.jar dev} in a process of its own. */
public record DevProcess(Process process, BufferedReader output, List<String> urls) implements AutoCloseable {

    private static final Path JAR = Path.of("target", "rivulet.jar");
    private static final Pattern READY = Pattern.compile("Rivulet is ready: (.+) \\(.*");

    /** Starts a node, and waits until it is ready. */
    public static DevProcess start(Path data, String... arguments) throws IOException {
        Process process = launch(data, 0, arguments);
        StringBuilder output = new StringBuilder();
        BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            Matcher ready = READY.matcher(line);
            if (ready.matches()) {
                return new DevProcess(process, lines, List.of(ready.group(1).split(" ", -1)));
            }
            output.append(line).append('\n');
        }
        throw new AssertionError("The node ended before it was ready:\n" + output);
    }

    /** Starts a node that is expected not to start, and answers what it says. */
    static String fail(Path data, int port, String... arguments) throws IOException {
        Process process = launch(data, port, arguments);
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.onExit().join().exitValue()).isEqualTo(ExitCode.USAGE);
        return output;
    }

    private static Process launch(Path data, int port, String... arguments) throws IOException {
        List<String> command = JavaCommand.of(384);
        command.addAll(
                List.of("-jar", JAR.toString(), "dev", "--data", data.toString(), "--port", Integer.toString(port)));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    /** Of the node, or of the first one. */
    public String url() {
        return urls.get(0);
    }

    /** Reads on until a line has these words. */
    String awaitLine(String words) throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.contains(words)) {
                return line;
            }
        }
        throw new AssertionError("It ended without saying: " + words);
    }

    /** SIGTERM; the exit code. */
    int stop() {
        process.destroy();
        return process.onExit().join().exitValue();
    }

    /** SIGKILL; the exit code. */
    int kill() {
        return process.destroyForcibly().onExit().join().exitValue();
    }

    @Override
    public void close() {
        stop();
    }
}
