package io.rivulet.testkit.history.judge;

import io.rivulet.testkit.history.Operation;
import io.rivulet.testkit.history.Read;
import io.rivulet.testkit.history.Read.Consistency;
import io.rivulet.testkit.history.Read.Range;
import io.rivulet.testkit.history.Read.Seen;
import org.jspecify.annotations.Nullable;

/** What must hold of each read by itself. */
final class ReadRules {

    private final SettledLog log;
    private final Bounds bounds;
    private final Findings findings;

    ReadRules(SettledLog log, Bounds bounds, Findings findings) {
        this.log = log;
        this.bounds = bounds;
        this.findings = findings;
    }

    void check(Read read) {
        Seen seen = read.seen();
        if (seen == null) {
            return;
        }
        boolean isPrefix = isPrefix(seen) && isRange(read.range(), seen);
        check(Rule.PREFIX, isPrefix, "what it shows is not the log up to some event", read);
        if (!isPrefix) {
            return;
        }
        checkNotAhead(read, (int) seen.length());
        if (seen.applied() != null) {
            int due = log.lengthWhenAt(seen.applied());
            check(Rule.REFLECTED, seen.length() >= due, "it says to reflect " + due + " events", read);
        }
        Long minOffset = read.range().minOffset();
        if (minOffset != null) {
            boolean reflects = seen.applied() == null || seen.applied() >= minOffset;
            boolean shows = seen.length() >= log.lengthUpTo(minOffset);
            check(Rule.AT_LEAST, reflects && shows, "it shows less than it was asked for", read);
        }
        checkAge(read, seen);
    }

    private void checkNotAhead(Read read, int length) {
        if (length == 0) {
            return;
        }
        int last = bounds.lastAskedOf(length);
        Operation asked = bounds.askedBy(last);
        boolean holds = asked == null || !read.isBefore(asked);
        String detail = log.event(last) + " is shown before it was asked for";
        findings.check(Rule.NOT_AHEAD, holds, read.stream(), detail, with(read, asked));
    }

    private void checkAge(Read read, Seen seen) {
        int due = bounds.furthestBefore(read.call().callNanos());
        Operation missed = due < 0 ? null : bounds.acknowledgedBy(due);
        if (read.consistency() == Consistency.LINEARIZABLE || read.consistency() == Consistency.SETTLED) {
            String detail = due < 0 ? "" : log.event(due) + " was acknowledged before, and is not shown";
            findings.check(Rule.COMPLETE, seen.length() > due, read.stream(), detail, with(read, missed));
        }
        if (seen.behind() != null) {
            long missing = due + 1 - seen.length();
            boolean holds = seen.behind() >= 0 && missing <= seen.behind();
            String detail = "it misses " + missing + " events that were acknowledged before, and says " + seen.behind();
            findings.check(Rule.BEHIND, holds, read.stream(), detail, with(read, missed));
        }
    }

    private boolean isPrefix(Seen seen) {
        if (seen.length() < 0 || seen.length() > log.length()) {
            return false;
        }
        boolean isHead = seen.head() == null || log.lengthWithHead(seen.head()) == seen.length();
        return isHead && seen.events().stream().allMatch(event -> log.has(event) && event.index() < seen.length());
    }

    /** Its events follow one another from where the range begins, and to the end if it says so. */
    private boolean isRange(Range range, Seen seen) {
        if (range.after() == null && range.from() == null) {
            return seen.events().isEmpty();
        }
        long next = Math.min(
                range.from() != null ? range.from() : log.lengthUpTo(range.after() == null ? -1 : range.after()),
                seen.length());
        long count = seen.events().size();
        for (int i = 0; i < count; i++) {
            if (seen.events().get(i).index() != next + i) {
                return false;
            }
        }
        return !seen.whole() || next + count == seen.length();
    }

    private static Operation[] with(Read read, @Nullable Operation other) {
        return other == null ? new Operation[] {read} : new Operation[] {other, read};
    }

    private void check(Rule rule, boolean holds, String detail, Read read) {
        findings.check(rule, holds, read.stream(), detail, read);
    }
}
