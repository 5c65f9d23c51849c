package io.rivulet.testkit.history.judge;

import io.rivulet.testkit.history.Append;
import io.rivulet.testkit.history.Append.Acknowledged;
import io.rivulet.testkit.history.Append.Offered;
import io.rivulet.testkit.history.Append.Taken;
import io.rivulet.testkit.history.SeenEvent;

/** What must hold of each append: acknowledged ones are there, batches are whole. */
final class AppendRules {

    private final SettledLog log;
    private final Bounds bounds;
    private final Findings findings;

    AppendRules(SettledLog log, Bounds bounds, Findings findings) {
        this.log = log;
        this.bounds = bounds;
        this.findings = findings;
    }

    void check(Append append) {
        if (append.outcome() instanceof Acknowledged answer) {
            checkAnswer(append, answer);
        }
        if (append.events().size() > 1) {
            checkWhole(append);
        }
    }

    private void checkAnswer(Append append, Acknowledged answer) {
        boolean isFull = answer.events().size() == append.events().size();
        check(Rule.ACKNOWLEDGED, isFull, "not every event of it was answered", append);
        for (int i = 0; isFull && i < append.events().size(); i++) {
            Offered offered = append.events().get(i);
            Taken taken = answer.events().get(i);
            SeenEvent event = taken.event();
            check(Rule.ACKNOWLEDGED, log.has(event), event + " was acknowledged and is not there", append);
            if (taken.duplicate()) {
                checkDuplicate(append, offered, event);
            } else {
                boolean isIt = offered.token().equals(event.token());
                check(Rule.ACKNOWLEDGED, isIt, event + " was answered for " + offered.token(), append);
            }
            if (log.has(event)) {
                boolean isAsked =
                        bounds.mayBeSince((int) event.index()) <= append.call().returnNanos();
                check(Rule.NOT_AHEAD, isAsked, event + " was answered before it was asked for", append);
            }
        }
    }

    private void checkDuplicate(Append append, Offered offered, SeenEvent event) {
        String key = offered.key();
        Integer taker = key == null ? null : log.positionOfKey(key);
        boolean isTaker = taker != null && taker == event.index();
        check(Rule.KEYED, isTaker, event + " was answered as a duplicate, and has not taken " + key, append);
    }

    /** Those of its events whose keys others have not taken are all there, one after the other, or none is. */
    private void checkWhole(Append append) {
        int there = 0;
        int missing = 0;
        boolean isOnePiece = true;
        int last = -1;
        for (Offered offered : append.events()) {
            Integer at = log.positionOf(offered.token());
            if (at != null) {
                isOnePiece &= there == 0 || at == last + 1;
                last = at;
                there++;
            } else if (offered.key() == null || log.positionOfKey(offered.key()) == null) {
                missing++;
            }
        }
        boolean isWhole = isOnePiece && (there == 0 || missing == 0);
        check(Rule.WHOLE, isWhole, there + " of " + (there + missing) + " events of a batch are there", append);
    }

    private void check(Rule rule, boolean holds, String detail, Append append) {
        findings.check(rule, holds, append.stream(), detail, append);
    }
}
