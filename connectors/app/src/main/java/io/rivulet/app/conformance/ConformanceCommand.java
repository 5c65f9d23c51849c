package io.rivulet.app.conformance;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rivulet.app.CommandFailure;
import io.rivulet.app.ExitCode;
import io.rivulet.app.client.Json;
import io.rivulet.app.client.NodeOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code rivulet conformance}: tries on a node whether it keeps the rules of streams. */
@Command(
        name = "conformance",
        description = "Try on a node whether it keeps the rules of streams.",
        footer = {
            "",
            "Each case appends to a stream of its own below /conformance, which stays there: use a namespace for tests.",
            "Ends with 1 if a case fails.",
        })
public final class ConformanceCommand implements Callable<Integer> {

    @Mixin
    private NodeOptions node;

    @Spec
    private CommandSpec command;

    @Option(names = "--rule", paramLabel = "RULE", description = "only cases that show this rule, such as AP-5")
    private @Nullable String rule;

    @Option(names = "--table", paramLabel = "FILE", description = "write the table of all rules, and what shows them")
    private @Nullable Path table;

    @Option(names = "--list", description = "name the cases and their rules, and try none")
    private boolean isListing;

    @Override
    public Integer call() {
        PrintWriter out = command.commandLine().getOut();
        List<ConformanceCase> cases = ConformanceCase.all().stream()
                .filter(one -> rule == null || one.rules().contains(rule))
                .toList();
        if (cases.isEmpty()) {
            throw new CommandFailure(ExitCode.USAGE, "No case shows the rule " + rule + ".");
        }
        if (isListing) {
            cases.forEach(one -> out.println(line(one)));
            return ExitCode.OK;
        }
        Suite suite = new Suite(node.client().address(), HexFormat.of().toHexDigits(new SecureRandom().nextLong()));
        List<Outcome> outcomes = new ArrayList<>();
        for (ConformanceCase one : cases) {
            Outcome outcome = suite.run(one);
            outcomes.add(outcome);
            if (!node.isJson()) {
                out.println((outcome.isPassed() ? "ok      " : "FAILED  ")
                        + line(one)
                        + (outcome.isPassed() ? "" : "\n        " + outcome.failure()));
            }
        }
        long failed = outcomes.stream().filter(outcome -> !outcome.isPassed()).count();
        out.println(
                node.isJson()
                        ? json(outcomes)
                        : outcomes.size() + " cases, " + (failed == 0 ? "all passed" : failed + " FAILED"));
        if (table != null) {
            write(table, RuleTable.markdown(Rule.all(), outcomes));
        }
        return failed == 0 ? ExitCode.OK : ExitCode.REFUSED;
    }

    private static String line(ConformanceCase one) {
        return one.topic() + ": " + one.name() + "  (" + String.join(", ", one.rules()) + ")";
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.USAGE, "Cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    private static String json(List<Outcome> outcomes) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("passed", outcomes.stream().allMatch(Outcome::isPassed));
        ArrayNode cases = json.putArray("cases");
        for (Outcome outcome : outcomes) {
            ObjectNode one = cases.addObject();
            one.put("topic", outcome.of().topic());
            one.put("case", outcome.of().name());
            ArrayNode rules = one.putArray("rules");
            outcome.of().rules().forEach(rules::add);
            one.put("passed", outcome.isPassed());
            if (outcome.failure() != null) {
                one.put("failure", outcome.failure());
            }
        }
        return Json.write(json);
    }
}
