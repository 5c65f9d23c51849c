package io.rivulet.testkit.history.judge;

import io.rivulet.testkit.history.Read;
import io.rivulet.testkit.history.Read.Consistency;
import io.rivulet.testkit.history.Read.Seen;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What must hold between reads: some never show less than those that were over before they were called. */
final class OrderOfReads {

    private static final Comparator<Read> BY_RETURN =
            Comparator.comparingLong(read -> read.call().returnNanos());

    private final StreamHistory history;
    private final Findings findings;

    OrderOfReads(StreamHistory history, Findings findings) {
        this.history = history;
        this.findings = findings;
    }

    void check() {
        checkForward(Rule.FORWARD, answered(history.reads(Consistency.LINEARIZABLE)));
        Map<String, List<Read>> processes = new TreeMap<>();
        for (Read read : answered(history.reads())) {
            Seen seen = Objects.requireNonNull(read.seen());
            boolean isOwners =
                    read.consistency() == Consistency.DEFAULT || read.consistency() == Consistency.LINEARIZABLE;
            if (isOwners && seen.origin().life() != null) {
                String process = seen.origin().node() + " " + seen.origin().life();
                processes.computeIfAbsent(process, name -> new ArrayList<>()).add(read);
            }
        }
        processes.values().forEach(reads -> checkForward(Rule.OWNER_FORWARD, reads));
    }

    private static List<Read> answered(List<Read> reads) {
        return reads.stream().filter(read -> read.seen() != null).toList();
    }

    /** By the time of the call, beside the longest of those that were over by then. */
    private void checkForward(Rule rule, List<Read> byCall) {
        List<Read> byReturn = byCall.stream().sorted(BY_RETURN).toList();
        int over = 0;
        Read longest = null;
        for (Read read : byCall) {
            for (; over < byReturn.size() && byReturn.get(over).isBefore(read); over++) {
                longest = longer(longest, byReturn.get(over));
            }
            if (longest != null) {
                boolean holds = length(read) >= length(longest);
                String detail = length(longest) + " events were shown before, and now " + length(read);
                findings.check(rule, holds, history.stream(), detail, longest, read);
            }
        }
    }

    private static Read longer(@Nullable Read one, Read other) {
        return one == null || length(other) > length(one) ? other : one;
    }

    private static long length(Read read) {
        return Objects.requireNonNull(read.seen()).length();
    }
}
