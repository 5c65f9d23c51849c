package io.rivulet.app.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * One case: what is done to a node, and what must come of it.
 *
 * @param name what it shows, a sentence
 * @param topic the file that it stands in, such as {@code appending}
 * @param rules the numbers of the rules that it shows
 * @param steps objects as {@code cases/README.md} describes them
 */
record ConformanceCase(String name, String topic, List<String> rules, List<JsonNode> steps) {

    /** The files with cases, in the order in which they are run. */
    static final List<String> TOPICS =
            List.of("events", "appending", "paths", "reading", "state", "subscriptions", "websocket", "mirror", "feed");

    ConformanceCase {
        rules = List.copyOf(rules);
        steps = List.copyOf(steps);
        if (rules.isEmpty() || steps.isEmpty()) {
            throw new IllegalArgumentException("the case '" + name + "' shows no rule or has no steps");
        }
    }

    /** All cases. */
    static List<ConformanceCase> all() {
        List<ConformanceCase> cases = new ArrayList<>();
        for (String topic : TOPICS) {
            YamlFiles.read("cases/" + topic + ".yaml").forEach(one -> cases.add(of(topic, one)));
        }
        return cases;
    }

    static ConformanceCase of(String topic, JsonNode one) {
        List<String> rules = new ArrayList<>();
        one.path("rules").forEach(rule -> rules.add(rule.asText()));
        List<JsonNode> steps = new ArrayList<>();
        one.path("steps").forEach(steps::add);
        return new ConformanceCase(one.path("case").asText(), topic, rules, steps);
    }
}
