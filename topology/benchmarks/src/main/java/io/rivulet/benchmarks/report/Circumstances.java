package io.rivulet.benchmarks.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Stream;

/**
 * Where, when and with what a benchmark ran.
 *
 * @param commit of the working directory, with {@code +changes} when it was not clean; {@code unknown} outside of one
 */
public record Circumstances(String command, String commit, String machine, String java, String time) {

    /** Looks around. */
    public static Circumstances of(String command, Instant now) {
        String commit = output("git", "rev-parse", "--short=12", "HEAD");
        String changes = output("git", "status", "--porcelain");
        return new Circumstances(
                command,
                commit.isEmpty() ? "unknown" : commit + (changes.isEmpty() ? "" : "+changes"),
                describeMachine(),
                System.getProperty("java.vm.name") + " " + Runtime.version(),
                now.toString());
    }

    private static String describeMachine() {
        return Runtime.getRuntime().availableProcessors() + " x " + field("/proc/cpuinfo", "model name") + ", "
                + field("/proc/meminfo", "MemTotal") + ", " + System.getProperty("os.name") + " "
                + System.getProperty("os.version");
    }

    private static String field(String file, String name) {
        try (Stream<String> lines = Files.lines(Path.of(file))) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException notLinux) {
            return "unknown";
        }
    }

    private static String output(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
