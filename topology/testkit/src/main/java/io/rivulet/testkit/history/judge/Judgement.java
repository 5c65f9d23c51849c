package io.rivulet.testkit.history.judge;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the judge says of a history.
 *
 * @param checked how often each rule was held against something
 * @param broken how often each rule was broken; rules that held are not in it
 * @param violations the first of each rule
 */
public record Judgement(Map<Rule, Long> checked, Map<Rule, Long> broken, List<Violation> violations) {

    public Judgement {
        checked = Map.copyOf(checked);
        broken = Map.copyOf(broken);
        violations = List.copyOf(violations);
    }

    public boolean holds() {
        return violations.isEmpty();
    }

    public long checked(Rule rule) {
        return checked.getOrDefault(rule, 0L);
    }

    public long broken(Rule rule) {
        return broken.getOrDefault(rule, 0L);
    }

    /** A line for each rule, and then the violations. */
    @Override
    public String toString() {
        Map<Rule, String> lines = new EnumMap<>(Rule.class);
        for (Rule rule : Rule.values()) {
            lines.put(rule, "%-18s checked %8d  broken %5d".formatted(rule, checked(rule), broken(rule)));
        }
        return lines.values().stream().collect(Collectors.joining("\n"))
                + violations.stream().map(violation -> "\n" + violation).collect(Collectors.joining());
    }
}
