package io.rivulet.testkit.history.judge;

import io.rivulet.testkit.history.Append;
import io.rivulet.testkit.history.Append.Offered;
import io.rivulet.testkit.history.Operation;
import io.rivulet.testkit.history.Read;
import io.rivulet.testkit.history.SeenEvent;
import java.util.HashMap;
import java.util.Map;

/** What must hold of the settled log itself, and of the appends that it came from. */
final class LogRules {

    private final String stream;
    private final SettledLog log;
    private final Bounds bounds;
    private final Findings findings;
    private final Map<String, Append> askedFor = new HashMap<>();
    private final Map<String, Offered> offered = new HashMap<>();

    LogRules(StreamHistory history, SettledLog log, Bounds bounds, Findings findings) {
        this.stream = history.stream();
        this.log = log;
        this.bounds = bounds;
        this.findings = findings;
        for (Append append : history.appends()) {
            for (Offered event : append.events()) {
                askedFor.putIfAbsent(event.token(), append);
                offered.put(event.token(), event);
            }
        }
    }

    void check() {
        for (int at = 0; at < log.length(); at++) {
            SeenEvent event = log.event(at);
            boolean rises = at == 0 || event.offset() > log.event(at - 1).offset();
            findings.check(Rule.DENSE, event.index() == at && rises, stream, event + " at " + at, log.shownBy());
            checkOwn(event, at);
        }
        checkOrder();
    }

    private void checkOwn(SeenEvent event, int at) {
        Read end = log.shownBy();
        if (event.token() == null) {
            findings.check(Rule.ASKED_FOR, log.isPrologue(at), stream, event + " was asked for by nobody", end);
            return;
        }
        Append append = askedFor.get(event.token());
        Offered asked = offered.get(event.token());
        if (append == null || asked == null) {
            findings.check(Rule.ASKED_FOR, false, stream, event + " was asked for by nobody", end);
            return;
        }
        findings.check(Rule.ASKED_FOR, true, stream, "");
        Integer first = log.positionOf(event.token());
        findings.check(Rule.ONCE, first != null && first == at, stream, event + " is there twice", append, end);
        if (asked.key() != null) {
            Integer taken = log.positionOfKey(asked.key());
            boolean isTaker = taken != null && taken == at;
            findings.check(Rule.KEYED, isTaker, stream, "key " + asked.key() + " is taken again", append, end);
        }
        if (asked.expected() != null) {
            long before = log.offsetBefore(at);
            String detail = event + " follows " + before + " and not " + asked.expected();
            findings.check(Rule.EXPECTED, asked.expected() == before, stream, detail, append, end);
        }
    }

    /** From the end: of the later events, the one that was acknowledged first. */
    private void checkOrder() {
        int soonest = -1;
        for (int at = log.length() - 1; at >= 0; at--) {
            Operation asked = bounds.askedBy(at);
            Operation later = soonest < 0 ? null : bounds.acknowledgedBy(soonest);
            if (asked != null && later != null) {
                String detail = log.event(soonest) + " was acknowledged before " + log.event(at) + " was asked for";
                findings.check(Rule.ORDERED, !later.isBefore(asked), stream, detail, later, asked);
            }
            if (soonest < 0 || bounds.mustBeSince(at) < bounds.mustBeSince(soonest)) {
                soonest = at;
            }
        }
    }
}
