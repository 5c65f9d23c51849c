package io.rivulet.app.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a proof went, as a page of the documentation: first what it is about, then what it found, in the order in
 * which it is told here. One thread.
 */
public final class ProofPage {

    private static final Logger LOG = LoggerFactory.getLogger(ProofPage.class);
    private static final Path PAGES = Path.of("..", "..", "docs", "proofs");

    private final String name;
    private final String section;
    private final long startNanos = System.nanoTime();
    private final StringBuilder results = new StringBuilder();
    private final List<String> course = new ArrayList<>();
    private String modules = "connectors/app";

    /** @param name of a proof on a cluster and its file */
    public ProofPage(String name) {
        this(name, "a-cluster");
    }

    /** @param section of the page of proofs where it is told what this one does */
    public ProofPage(String name, String section) {
        this.name = name;
        this.section = section;
    }

    /** Its command builds one more module, which none of the others depends on. */
    public ProofPage with(String module) {
        modules += "," + module;
        return this;
    }

    /** Something has happened. */
    public void step(String what) {
        LOG.atInfo().addKeyValue("proof", name).log(what);
        course.add("+" + sinceStart() + " s: " + what);
    }

    /** A result. */
    public void result(String title, Object value) {
        LOG.atInfo().addKeyValue("proof", name).log("{}: {}", title, value);
        results.append("- ").append(title).append(": ").append(value).append('\n');
    }

    /** A table of results, with rows of as many cells as there are columns. */
    public void table(List<String> columns, List<List<Object>> rows) {
        results.append('\n');
        row(columns);
        row(columns.stream().map(column -> "---").toList());
        rows.forEach(this::row);
        results.append('\n');
    }

    private void row(List<?> cells) {
        String row = cells.stream().map(Object::toString).collect(Collectors.joining(" | ", "| ", " |\n"));
        LOG.atInfo().addKeyValue("proof", name).log(row.strip());
        results.append(row);
    }

    /**
     * Writes the page; called when everything held.
     *
     * @param options of the command that repeats it
     */
    public void write(String options) {
        try {
            String page = "# The " + name + " proof, last time\n\n"
                    + "Written by the proof itself. What it does, and how to repeat it: [proofs](../proofs.md#"
                    + section + ").\n\n"
                    + "- date: " + Instant.now().truncatedTo(ChronoUnit.SECONDS) + "\n"
                    + "- commit: " + commit() + "\n"
                    + "- command: `mvn -ntp verify -pl " + modules + " -am " + options + "`\n"
                    + "- machine: " + machine() + "\n"
                    + "- outcome: everything held\n"
                    + "- took: " + sinceStart() + " s\n"
                    + "\n## Results\n\n" + results.toString().strip() + "\n"
                    + (course.isEmpty() ? "" : "\n## Its course\n\n")
                    + course.stream().map(step -> "- " + step + "\n").collect(Collectors.joining());
            Files.createDirectories(PAGES);
            Files.writeString(PAGES.resolve(name + ".md"), page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long sinceStart() {
        return Duration.ofNanos(System.nanoTime() - startNanos).toSeconds();
    }

    static String commit() throws IOException {
        Process git =
                new ProcessBuilder("git", "describe", "--always", "--dirty", "--exclude=*", "--abbrev=12").start();
        return new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }

    private static String machine() throws IOException {
        return Runtime.getRuntime().availableProcessors() + " x "
                + field(Path.of("/proc/cpuinfo"), "model name") + ", "
                + field(Path.of("/proc/meminfo"), "MemTotal") + ", " + System.getProperty("os.name") + " "
                + System.getProperty("os.version") + ", Java " + Runtime.version()
                + "; brokers, nodes and clients on this machine";
    }

    private static String field(Path file, String name) throws IOException {
        if (!Files.exists(file)) {
            return "unknown";
        }
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown");
        }
    }
}
