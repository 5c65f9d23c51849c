package io.rivulet.testkit.history.judge;

import io.rivulet.testkit.history.Append.Offered;
import io.rivulet.testkit.history.Read;
import io.rivulet.testkit.history.Read.Consistency;
import io.rivulet.testkit.history.Read.Seen;
import io.rivulet.testkit.history.SeenEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A stream as all nodes showed it in the end: what everything else is judged by. */
final class SettledLog {

    private final Read shownBy;
    private final List<SeenEvent> events;
    private final Map<String, Integer> byToken = new HashMap<>();
    private final Map<String, Integer> byKey = new HashMap<>();
    private final long[] judgedAt;

    private SettledLog(Read shownBy, List<SeenEvent> events, StreamHistory history) {
        this.shownBy = shownBy;
        this.events = events;
        Map<String, Offered> offered = offered(history);
        for (int at = 0; at < events.size(); at++) {
            String token = events.get(at).token();
            if (token == null) {
                continue;
            }
            byToken.putIfAbsent(token, at);
            Offered asked = offered.get(token);
            if (asked != null && asked.key() != null) {
                byKey.putIfAbsent(asked.key(), at);
            }
        }
        judgedAt = events.stream().mapToLong(SeenEvent::offset).toArray();
        history.appends().forEach(append -> joinBatch(append.events()));
        for (int at = 0; at < events.size(); at++) {
            if (isPrologue(at)) {
                judgedAt[at] = judgedAt[at + 1];
            }
        }
    }

    /** All events of a batch become events with its last record. */
    private void joinBatch(List<Offered> batch) {
        List<Integer> places = batch.stream()
                .map(event -> byToken.get(event.token()))
                .filter(Objects::nonNull)
                .toList();
        long last =
                places.stream().mapToLong(at -> events.get(at).offset()).max().orElse(-1);
        places.forEach(at -> judgedAt[at] = last);
    }

    /** Null where no read shows it, which is a finding. */
    static @Nullable SettledLog of(StreamHistory history, Findings findings) {
        String stream = history.stream();
        Read first = null;
        for (Read read : history.reads(Consistency.SETTLED)) {
            Seen seen = read.seen();
            boolean isWhole = seen != null
                    && seen.whole()
                    && seen.length() == seen.events().size();
            findings.check(Rule.SETTLED, isWhole, stream, "a last read does not show all of the stream", read);
            if (!isWhole) {
                continue;
            }
            first = first == null ? read : first;
            boolean same = events(read).equals(events(first));
            findings.check(Rule.SETTLED, same, stream, "two nodes show different logs in the end", first, read);
        }
        if (first == null) {
            findings.check(Rule.SETTLED, false, stream, "no node showed the log in the end");
            return null;
        }
        return new SettledLog(first, events(first), history);
    }

    private static List<SeenEvent> events(Read read) {
        return Objects.requireNonNull(read.seen()).events();
    }

    private static Map<String, Offered> offered(StreamHistory history) {
        Map<String, Offered> offered = new HashMap<>();
        history.appends().forEach(append -> append.events().forEach(event -> offered.put(event.token(), event)));
        return offered;
    }

    Read shownBy() {
        return shownBy;
    }

    int length() {
        return events.size();
    }

    SeenEvent event(int at) {
        return events.get(at);
    }

    List<SeenEvent> events() {
        return events;
    }

    /** Where the event with the token is first; null if it is not there. */
    @Nullable
    Integer positionOf(String token) {
        return byToken.get(token);
    }

    /** Where the event is that has taken the key; null if none has. */
    @Nullable
    Integer positionOfKey(String key) {
        return byKey.get(key);
    }

    /** Whether exactly this event is in the log, at its index. */
    boolean has(SeenEvent event) {
        return event.index() >= 0
                && event.index() < events.size()
                && events.get((int) event.index()).equals(event);
    }

    /** How many events have an offset of at most this. */
    int lengthUpTo(long offset) {
        int from = 0;
        int to = events.size();
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (events.get(middle).offset() <= offset) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }

    /** How many events there were when the log had come to this offset: none of a batch whose last record is after it. */
    int lengthWhenAt(long offset) {
        int length = lengthUpTo(offset);
        while (length > 0 && judgedAt[length - 1] > offset) {
            length--;
        }
        return length;
    }

    /** How long the log was when this was the offset of its last event, 0 for -1; -1 if it is that of no event. */
    int lengthWithHead(long offset) {
        if (offset == -1) {
            return 0;
        }
        int length = lengthUpTo(offset);
        return length > 0 && events.get(length - 1).offset() == offset ? length : -1;
    }

    /**
     * Whether an event is what a node lays before an append, in one batch with it: the beginning of a stream, or that it has
     * another owner. A client's event follows it.
     */
    boolean isPrologue(int at) {
        return events.get(at).token() == null
                && at + 1 < events.size()
                && events.get(at + 1).token() != null;
    }

    /** The offset of the event before, -1 for none: what the event may have expected. A prologue is no client's affair. */
    long offsetBefore(int at) {
        int before = at > 0 && isPrologue(at - 1) ? at - 2 : at - 1;
        return before < 0 ? -1 : events.get(before).offset();
    }
}
