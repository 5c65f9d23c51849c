package io.rivulet.app.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** That no rule is left out, and that what is said to show one exists. */
class RuleTableTest {

    private static final Path ROOT = Path.of("../..");
    private static final List<Rule> RULES = Rule.all();
    private static final List<ConformanceCase> CASES = ConformanceCase.all();

    @Test
    void shouldListEveryRuleOfItsSections() {
        List<String> all = new ArrayList<>();
        Map<String, List<Integer>> numbers = new LinkedHashMap<>();
        numbers.put("EV", upTo(11));
        numbers.put("AP", join(List.of(upTo(15), range(20, 27), range(30, 33), range(40, 45))));
        numbers.put("ST", upTo(1));
        numbers.put("CS", join(List.of(upTo(14), range(20, 21), range(30, 35), range(40, 42))));
        numbers.put("SUB", join(List.of(upTo(17), range(20, 28), range(50, 60))));
        numbers.put("RM", upTo(10));
        numbers.put("FD", join(List.of(upTo(3), range(10, 13), range(20, 24), range(30, 32))));
        numbers.forEach((prefix, some) -> some.forEach(number -> all.add(prefix + "-" + number)));

        assertThat(RULES).extracting(Rule::id).containsExactlyElementsOf(all);
    }

    @Test
    void shouldLeaveNoRuleBlank() {
        List<Outcome> outcomes =
                CASES.stream().map(one -> new Outcome(one, null)).toList();

        assertThat(RULES).allSatisfy(rule -> {
            assertThat(rule.text()).as(rule.id()).isNotBlank();
            boolean isShown = !RuleTable.of(rule, outcomes).isEmpty()
                    || !rule.tests().isEmpty()
                    || !rule.reason().isEmpty();
            assertThat(isShown).as(rule.id()).isTrue();
        });
    }

    @Test
    void shouldCiteRulesThatThereAre() {
        List<String> known = RULES.stream().map(Rule::id).toList();

        assertThat(CASES)
                .hasSizeGreaterThan(60)
                .allSatisfy(one -> assertThat(known).as(one.name()).containsAll(one.rules()));
        assertThat(CASES).extracting(ConformanceCase::name).doesNotHaveDuplicates();
    }

    @Test
    void shouldNameTestsThatThereAre() throws IOException {
        Map<String, String> sources = new LinkedHashMap<>();
        for (String part : List.of("topology", "connectors")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(part))) {
                for (Path file : files.filter(path -> path.toString().contains("/src/test/"))
                        .filter(path -> path.toString().endsWith(".java"))
                        .toList()) {
                    sources.merge(
                            file.getFileName().toString().replace(".java", ""), Files.readString(file), String::concat);
                }
            }
        }
        TreeSet<String> missing = new TreeSet<>();
        RULES.forEach(rule -> rule.tests().forEach(test -> {
            String[] parts = test.split("\\.", -1);
            if (!sources.getOrDefault(parts[0], "").contains("void " + parts[1] + "(")) {
                missing.add(rule.id() + ": " + test);
            }
        }));

        assertThat(missing).isEmpty();
    }

    /** What the run against a real node finds is in ConformanceIT; the page says what a run without a failure says. */
    @Test
    void shouldBeTheReferencePage() throws IOException {
        List<Outcome> outcomes =
                CASES.stream().map(one -> new Outcome(one, null)).toList();

        assertThat(Files.readString(ROOT.resolve("docs/reference/rules.md")))
                .isEqualTo(RuleTable.markdown(RULES, outcomes));
    }

    private static List<Integer> upTo(int last) {
        return range(1, last);
    }

    private static List<Integer> range(int first, int last) {
        return IntStream.rangeClosed(first, last).boxed().toList();
    }

    private static List<Integer> join(List<List<Integer>> lists) {
        return lists.stream().flatMap(List::stream).toList();
    }
}
