package io.rivulet.testkit.history.judge;

import io.rivulet.testkit.history.Append;
import io.rivulet.testkit.history.Append.Offered;
import io.rivulet.testkit.history.Append.Refused;
import java.util.HashSet;
import java.util.Set;

/** What must hold of refusals: nothing is there, and the reason was true. */
final class RefusalRules {

    private final SettledLog log;
    private final Bounds bounds;
    private final Findings findings;
    private final Set<String> triedElsewhere = new HashSet<>();

    RefusalRules(StreamHistory history, SettledLog log, Bounds bounds, Findings findings) {
        this.log = log;
        this.bounds = bounds;
        this.findings = findings;
        for (Append append : history.appends()) {
            if (!(append.outcome() instanceof Refused)) {
                append.events().forEach(event -> triedElsewhere.add(event.token()));
            }
        }
    }

    void check(Append append) {
        if (append.outcome() instanceof Refused refused) {
            checkAbsent(append);
            switch (refused.problem()) {
                case "expected-offset" -> checkExpected(append, refused);
                case "idempotency-mismatch" -> checkMismatch(append);
                default -> {}
            }
        }
    }

    /** Another try of it, whose outcome was not known, may be there. */
    private void checkAbsent(Append append) {
        for (Offered offered : append.events()) {
            boolean isAbsent = log.positionOf(offered.token()) == null;
            boolean holds = isAbsent || triedElsewhere.contains(offered.token());
            check(Rule.ABSENT, holds, offered.token() + " was refused and is there", append);
        }
    }

    private void checkExpected(Append append, Refused refused) {
        Long expected = append.events().get(0).expected();
        boolean wasElsewhere = expected != null && !mustHaveEndedAt(expected, append);
        check(Rule.REFUSED_TRULY, wasElsewhere, "the stream was where it was expected all the time", append);
        if (refused.current() != null) {
            int length = log.lengthWithHead(refused.current());
            boolean hasBeen = length >= 0 && wasAskedFor(length, append);
            String detail = "the stream had not come to " + refused.current() + " yet, or never did";
            check(Rule.REFUSED_TRULY, hasBeen && !refused.current().equals(expected), detail, append);
        }
    }

    /** Whether the stream had come to this offset before the call, and cannot have gone on before the return. */
    private boolean mustHaveEndedAt(long offset, Append append) {
        int length = log.lengthWithHead(offset);
        boolean begins = offset == -1;
        if (length < 0 || !begins && bounds.furthestBefore(append.call().callNanos()) < length - 1) {
            return false;
        }
        for (int next = length; next < log.length(); next++) {
            if (log.event(next).token() != null) {
                return bounds.mayBeSince(next) > append.call().returnNanos();
            }
        }
        return true;
    }

    private boolean wasAskedFor(int length, Append append) {
        return length == 0 || bounds.mayBeSince(length - 1) <= append.call().returnNanos();
    }

    /** The key was taken by an event that followed another one than this append expects. */
    private void checkMismatch(Append append) {
        boolean isTrue = false;
        for (Offered offered : append.events()) {
            Integer taker = offered.key() == null ? null : log.positionOfKey(offered.key());
            isTrue |= taker != null
                    && offered.expected() != null
                    && offered.expected() != log.offsetBefore(taker)
                    && bounds.mayBeSince(taker) <= append.call().returnNanos();
        }
        check(Rule.REFUSED_TRULY, isTrue, "no key of it was taken by an event that followed another", append);
    }

    private void check(Rule rule, boolean holds, String detail, Append append) {
        findings.check(rule, holds, append.stream(), detail, append);
    }
}
