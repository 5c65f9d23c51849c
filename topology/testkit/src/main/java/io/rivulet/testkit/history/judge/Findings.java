package io.rivulet.testkit.history.judge;

import io.rivulet.testkit.history.Operation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Gathers what was checked and what was found. One thread. */
final class Findings {

    private static final int MOST_OF_A_RULE = 20;

    private final Map<Rule, Long> checked = new EnumMap<>(Rule.class);
    private final Map<Rule, Long> broken = new EnumMap<>(Rule.class);
    private final List<Violation> violations = new ArrayList<>();

    /** Holds a rule against something: what breaks it is said by what was done. */
    void check(Rule rule, boolean holds, String stream, String detail, Operation... shownBy) {
        checked.merge(rule, 1L, Long::sum);
        if (!holds && broken.merge(rule, 1L, Long::sum) <= MOST_OF_A_RULE) {
            violations.add(new Violation(rule, stream, detail, Arrays.asList(shownBy)));
        }
    }

    Judgement judgement() {
        return new Judgement(checked, broken, violations);
    }
}
