package io.rivulet.app.proof;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How a proof on a whole history went, as a page of the documentation. Of one on the slice nothing is written. */
final class Report {

    private static final Logger LOG = LoggerFactory.getLogger(Report.class);
    private static final Path PAGES = Path.of("..", "..", "docs", "proofs");
    private static final String LONGEST = "/build.gradle";

    private final String name;
    private final long startNanos = System.nanoTime();
    private final List<String> course = new ArrayList<>();

    /** @param name of the proof and its page */
    Report(String name) {
        this.name = name;
    }

    /** Something has happened. */
    void add(String step) {
        LOG.atInfo().addKeyValue("proof", name).log(step);
        course.add("+" + sinceStart() + " s: " + step);
    }

    void addImport(JsonNode summary) {
        add("imported, `" + summary + "`");
    }

    /** Called when everything held. */
    void write(NodeClient client, String namespace, String options) {
        if (System.getProperty("proof.history") == null) {
            return;
        }
        StringBuilder page = new StringBuilder("# The " + name + " proof, last time\n\n");
        page.append("Written by the proof itself. What it does, and how to repeat it: [proofs](../proofs.md).\n\n");
        try {
            row(page, "date", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
            row(page, "commit", ProofPage.commit());
            row(page, "options", options);
            row(page, "outcome", "everything held");
            row(page, "took", sinceStart() + " s, on " + Runtime.getRuntime().availableProcessors() + " processors");
            row(page, "streams", Long.toString(client.streamCount(namespace)));
            row(page, "mirror rows of `" + LONGEST + "`", countOf(LONGEST, client, namespace));
            page.append("\n## Its course\n\n");
            course.forEach(step -> row(page, "", step));
            page.append("\n## The digests of its rows\n\n");
            for (Map.Entry<Integer, String> digest :
                    Digests.of(client.digests(namespace)).entrySet()) {
                row(page, "partition " + digest.getKey(), "`" + digest.getValue() + "`");
            }
            Files.createDirectories(PAGES);
            Files.writeString(PAGES.resolve(name + ".md"), page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long sinceStart() {
        return Duration.ofNanos(System.nanoTime() - startNanos).toSeconds();
    }

    private static String countOf(String path, NodeClient client, String namespace) {
        return Integer.toString(client.mirror(namespace, path).size());
    }

    private static void row(StringBuilder page, String title, String value) {
        page.append("- ")
                .append(title.isEmpty() ? "" : title + ": ")
                .append(value)
                .append('\n');
    }
}
