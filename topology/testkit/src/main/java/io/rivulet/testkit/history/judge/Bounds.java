package io.rivulet.testkit.history.judge;

import io.rivulet.testkit.history.Append;
import io.rivulet.testkit.history.Append.Acknowledged;
import io.rivulet.testkit.history.Append.Offered;
import io.rivulet.testkit.history.Append.Taken;
import io.rivulet.testkit.history.Operation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** For each event of the settled log: since when it may have been there, and since when it must have been. */
final class Bounds {

    private final @Nullable Operation[] asked;
    private final @Nullable Operation[] acknowledged;
    private final int[] lastAskedUpTo;
    private final List<Integer> byReturn = new ArrayList<>();
    private final int[] furthest;

    Bounds(StreamHistory history, SettledLog log) {
        asked = new Operation[log.length()];
        acknowledged = new Operation[log.length()];
        for (Append append : history.appends()) {
            append.events().forEach(offered -> noteCall(append, offered, log));
            if (append.outcome() instanceof Acknowledged answer) {
                answer.events().forEach(taken -> noteReturn(append, taken, log));
            }
        }
        lastAskedUpTo = new int[log.length()];
        for (int at = 0; at < log.length(); at++) {
            int before = at == 0 ? 0 : lastAskedUpTo[at - 1];
            lastAskedUpTo[at] = mayBeSince(at) >= mayBeSince(before) ? at : before;
            if (acknowledged[at] != null) {
                byReturn.add(at);
            }
        }
        byReturn.sort(Comparator.comparingLong(this::mustBeSince));
        furthest = byReturn.stream().mapToInt(Integer::intValue).toArray();
        Arrays.parallelPrefix(furthest, Math::max);
    }

    private void noteCall(Append append, Offered offered, SettledLog log) {
        Integer at = log.positionOf(offered.token());
        if (at != null && asked[at] == null) {
            asked[at] = append;
        }
    }

    private void noteReturn(Append append, Taken taken, SettledLog log) {
        if (!log.has(taken.event())) {
            return;
        }
        int at = (int) taken.event().index();
        Operation known = acknowledged[at];
        if (known == null || append.call().returnNanos() < known.call().returnNanos()) {
            acknowledged[at] = append;
        }
    }

    /** The first append that asked for it; null if none did. */
    @Nullable
    Operation askedBy(int at) {
        return asked[at];
    }

    /** The first answer that showed it; null if there was none. */
    @Nullable
    Operation acknowledgedBy(int at) {
        return acknowledged[at];
    }

    long mayBeSince(int at) {
        Operation first = asked[at];
        return first == null ? Long.MIN_VALUE : first.call().callNanos();
    }

    long mustBeSince(int at) {
        Operation first = acknowledged[at];
        return first == null ? Long.MAX_VALUE : first.call().returnNanos();
    }

    /** The event that was asked for last, of the first ones of the log. */
    int lastAskedOf(int length) {
        return lastAskedUpTo[length - 1];
    }

    /** The furthest event that was acknowledged before this moment; -1 if none was. */
    int furthestBefore(long nanos) {
        int from = 0;
        int to = furthest.length;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (mustBeSince(byReturn.get(middle)) < nanos) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from == 0 ? -1 : furthest[from - 1];
    }
}
