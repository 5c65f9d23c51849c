package io.rivulet.app.conformance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The page {@code docs/reference/rules.md}: each rule, with what shows it. */
final class RuleTable {

    private static final Map<String, String> SECTIONS = sections();

    private static final String INTRODUCTION =
            """
            # The rules, and what shows them

            Written by `rivulet conformance --table`; a test compares the two. Code and tests cite rules by these numbers.

            A rule is shown by *cases* of the conformance suite, which anybody can run against any node, `rivulet conformance --url ...`
            (they are data: `connectors/app/src/main/resources/io/rivulet/app/conformance/cases`); or by `tests` of the project, where HTTP
            cannot show it; or it does not apply, for the reason given. What this run has found not to hold is marked **FAILED**.
            """;

    private RuleTable() {}

    static String markdown(List<Rule> rules, List<Outcome> outcomes) {
        List<String> parts = new ArrayList<>();
        parts.add(INTRODUCTION);
        SECTIONS.forEach((prefix, title) -> parts.add(rules.stream()
                .filter(rule -> rule.id().startsWith(prefix + "-"))
                .map(rule -> row(rule, outcomes))
                .collect(Collectors.joining(
                        "", "## " + title + "\n\n| rule | what it says | what shows it |\n|---|---|---|\n", ""))));
        return String.join("\n", parts);
    }

    /** The outcomes of the cases that cite a rule. */
    static List<Outcome> of(Rule rule, List<Outcome> outcomes) {
        return outcomes.stream()
                .filter(outcome -> outcome.of().rules().contains(rule.id()))
                .toList();
    }

    private static String row(Rule rule, List<Outcome> outcomes) {
        List<String> shown = new ArrayList<>();
        of(rule, outcomes)
                .forEach(outcome -> shown.add((outcome.isPassed() ? "" : "**FAILED** ") + "*"
                        + outcome.of().topic() + ": " + outcome.of().name() + "*"));
        rule.tests().forEach(test -> shown.add("`" + test + "`"));
        if (!rule.reason().isEmpty()) {
            shown.add((shown.isEmpty() ? "Does not apply: " : "") + rule.reason());
        }
        return "| " + rule.id() + " | " + cell(rule.text()) + " | " + cell(String.join("<br>", shown)) + " |\n";
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }

    private static Map<String, String> sections() {
        Map<String, String> sections = new LinkedHashMap<>();
        sections.put("EV", "Events");
        sections.put("AP", "Appending and reading");
        sections.put("ST", "Storage");
        sections.put("CS", "Core state");
        sections.put("SUB", "Subscriptions");
        sections.put("RM", "Mirror");
        sections.put("FD", "Feed");
        return sections;
    }
}
