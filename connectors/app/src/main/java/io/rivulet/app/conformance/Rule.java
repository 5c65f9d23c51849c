package io.rivulet.app.conformance;

import java.util.ArrayList;
import java.util.List;

/**
 * A rule of how streams behave.
 *
 * @param id its number, such as AP-5
 * @param text what it says, in short
 * @param tests the tests that show it where HTTP cannot, as class and method
 * @param reason why it does not apply, or how it applies here differently; empty for neither
 */
record Rule(String id, String text, List<String> tests, String reason) {

    Rule {
        tests = List.copyOf(tests);
    }

    /** All rules, in their order. */
    static List<Rule> all() {
        List<Rule> rules = new ArrayList<>();
        YamlFiles.read("rules.yaml").forEachEntry((id, one) -> {
            List<String> tests = new ArrayList<>();
            one.path("tests").forEach(test -> tests.add(test.asText()));
            rules.add(new Rule(
                    id, one.path("text").asText(), tests, one.path("reason").asText()));
        });
        return rules;
    }
}
