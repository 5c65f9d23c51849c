package io.rivulet.app.faults;

import io.rivulet.testkit.history.Append;
import io.rivulet.testkit.history.Append.Acknowledged;
import io.rivulet.testkit.history.Append.Offered;
import io.rivulet.testkit.history.Append.Refused;
import io.rivulet.testkit.history.Append.Unknown;
import io.rivulet.testkit.history.Operation;
import io.rivulet.testkit.history.Read;
import io.rivulet.testkit.history.judge.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How a long proof under faults went, as a page of the documentation. Written when everything held. */
final class FaultsReport {

    private static final Path PAGE = Path.of("..", "..", "docs", "proofs", "faults.md");

    private final FaultsRun run;
    private final StringBuilder page = new StringBuilder();

    private FaultsReport(FaultsRun run) {
        this.run = run;
    }

    static void write(FaultsRun run, String options) throws IOException {
        Files.writeString(PAGE, new FaultsReport(run).text(options));
    }

    private String text(String options) throws IOException {
        page.append("# The proof under faults, last time\n\n");
        page.append(
                "Written by the proof itself. What it does, and how to repeat it: [proofs](../proofs.md#faults).\n\n");
        item("date", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        item(
                "commit",
                Shell.run("git", "describe", "--always", "--dirty", "--exclude=*", "--abbrev=12")
                        .strip());
        item("command", "`mvn -ntp verify -pl connectors/app -am " + options + "`");
        item("outcome", "every rule held");
        long end = run.operations().stream()
                .mapToLong(operation -> operation.call().returnNanos())
                .max()
                .orElse(0);
        item("load", seconds(end) + " s, on " + Runtime.getRuntime().availableProcessors() + " processors");
        item(
                "streams",
                Long.toString(run.operations().stream()
                        .map(Operation::stream)
                        .distinct()
                        .count()));
        addFaults();
        addOperations();
        addRules();
        addFiles();
        return page.toString();
    }

    private void addFaults() {
        page.append("\n## Faults\n\nTimes are seconds of the history.\n\n");
        page.append("| fault | target | from | healed | all nodes ready |\n|---|---|---|---|---|\n");
        for (Nemesis.Strike strike : run.faults()) {
            row(
                    strike.fault().title(),
                    strike.target(),
                    seconds(strike.fromNanos()),
                    seconds(strike.healedNanos()),
                    seconds(strike.wellNanos()));
        }
    }

    private void addOperations() {
        page.append("\n## Operations\n\n| operation | outcome | count |\n|---|---|---|\n");
        count(run.operations().stream().map(FaultsReport::kind)).forEach((kind, count) -> page.append("| ")
                .append(kind)
                .append(" | ")
                .append(count)
                .append(" |\n"));
        page.append("\nWhy the outcome of an append was not known:\n\n| | count |\n|---|---|\n");
        count(run.operations().stream()
                        .filter(operation -> operation instanceof Append append && append.outcome() instanceof Unknown)
                        .map(operation -> ((Unknown) ((Append) operation).outcome()).why()))
                .forEach(this::row);
    }

    private void addRules() {
        page.append("\n## Rules\n\n| rule | | checked | broken |\n|---|---|---|---|\n");
        for (Rule rule : Rule.values()) {
            row(
                    "`" + rule + "`",
                    rule.claim(),
                    run.judgement().checked(rule),
                    run.judgement().broken(rule));
        }
    }

    private void addFiles() throws IOException {
        Path history = run.folder().resolve(FaultsRun.HISTORY);
        page.append("\n## Files\n\n");
        item(
                "`connectors/app/target/clusters/" + run.folder().getFileName() + "/" + history.getFileName() + "`",
                Files.size(history) + " bytes, sha256 `" + sha256(history) + "`");
    }

    private static String kind(Operation operation) {
        if (operation instanceof Append append) {
            return appendKind(append) + " | " + outcome(append.outcome());
        }
        if (operation instanceof Read read) {
            return "read, " + read.consistency().name().toLowerCase(Locale.ROOT).replace('_', ' ') + " | "
                    + (read.seen() == null ? "unknown" : "ok");
        }
        return "connection of a tail | ok";
    }

    private static String appendKind(Append append) {
        Offered first = append.events().get(0);
        return (append.events().size() > 1 ? "batch" : "append")
                + (first.key() == null ? "" : ", key")
                + (first.expected() == null ? "" : ", expected offset");
    }

    private static String outcome(Append.Outcome outcome) {
        if (outcome instanceof Acknowledged) {
            return "ok";
        }
        return outcome instanceof Refused refused ? "refused, " + refused.problem() : "unknown";
    }

    private static Map<String, Long> count(Stream<String> words) {
        return words.collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
    }

    private void item(String name, String value) {
        page.append("- ").append(name).append(": ").append(value).append('\n');
    }

    private void row(Object... cells) {
        page.append(Stream.of(cells).map(Object::toString).collect(Collectors.joining(" | ", "| ", " |\n")));
    }

    private static String seconds(long nanos) {
        return "%.1f".formatted(Duration.ofNanos(nanos).toMillis() / 1000.0);
    }

    private static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
