package io.rivulet.app.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.rivulet.app.JavaCommand;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** One of Kafka's console programs, in a process of its own. */
final class ConsoleTool {

    private final Class<?> main;
    private final String bootstrapServers;

    ConsoleTool(Class<?> main, String bootstrapServers) {
        this.main = main;
        this.bootstrapServers = bootstrapServers;
    }

    /** Runs it to its end; what it printed, as bytes. */
    byte[] run(String input, String... arguments) throws IOException {
        List<String> command = JavaCommand.of(128);
        command.addAll(List.of(
                "-cp", System.getProperty("java.class.path"), main.getName(), "--bootstrap-server", bootstrapServers));
        command.addAll(Arrays.asList(arguments));
        Process process =
                new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
        try (OutputStream in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        }
        byte[] printed = process.getInputStream().readAllBytes();
        assertThat(process.onExit().join().exitValue()).isZero();
        return printed;
    }
}
