package io.rivulet.testkit.history.judge;

import io.rivulet.testkit.history.Operation;
import io.rivulet.testkit.history.SeenEvent;
import io.rivulet.testkit.history.Tail;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What must hold of tails, over all connections of each. */
final class TailRules {

    private final StreamHistory history;
    private final SettledLog log;
    private final Bounds bounds;
    private final Findings findings;

    TailRules(StreamHistory history, SettledLog log, Bounds bounds, Findings findings) {
        this.history = history;
        this.log = log;
        this.bounds = bounds;
        this.findings = findings;
    }

    void check() {
        Map<String, List<Tail>> sessions = new TreeMap<>();
        for (Tail tail : history.tails()) {
            sessions.computeIfAbsent(tail.session(), session -> new ArrayList<>())
                    .add(tail);
        }
        sessions.values().forEach(this::check);
    }

    private void check(List<Tail> connections) {
        int next = log.lengthUpTo(connections.get(0).after());
        Tail before = connections.get(0);
        for (Tail tail : connections) {
            for (SeenEvent event : tail.events()) {
                String due = next < log.length() ? log.event(next).toString() : "nothing more";
                boolean isNext = next < log.length() && log.event(next).equals(event);
                findings.check(
                        Rule.TAILED, isNext, tail.stream(), event + " came where " + due + " was due", before, tail);
                if (!isNext) {
                    return;
                }
                checkNotAhead(tail, next);
                next++;
            }
            before = tail;
        }
        if (before.settled()) {
            boolean isAtEnd = next == log.length();
            String detail = "it came to " + next + " of " + log.length() + " events";
            findings.check(Rule.TAILED_TO_THE_END, isAtEnd, before.stream(), detail, before, log.shownBy());
        }
    }

    private void checkNotAhead(Tail tail, int at) {
        Operation asked = bounds.askedBy(at);
        if (asked != null) {
            String detail = log.event(at) + " came before it was asked for";
            findings.check(Rule.NOT_AHEAD, !tail.isBefore(asked), tail.stream(), detail, tail, asked);
        }
    }
}
