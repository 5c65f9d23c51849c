package io.rivulet.testkit.history.judge;

import io.rivulet.testkit.history.Append;
import io.rivulet.testkit.history.Append.Acknowledged;
import io.rivulet.testkit.history.Append.Offered;
import io.rivulet.testkit.history.Append.Refused;
import io.rivulet.testkit.history.Append.Taken;
import io.rivulet.testkit.history.Append.Unknown;
import io.rivulet.testkit.history.Call;
import io.rivulet.testkit.history.Operation;
import io.rivulet.testkit.history.Origin;
import io.rivulet.testkit.history.Read;
import io.rivulet.testkit.history.Read.Consistency;
import io.rivulet.testkit.history.Read.Range;
import io.rivulet.testkit.history.Read.Seen;
import io.rivulet.testkit.history.SeenEvent;
import io.rivulet.testkit.history.Tail;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Streams as lists, used by clients that overlap at random: each operation takes effect at a moment of its own, between its
 * call and its return, and the next moment is later. What it answers is correct by construction.
 */
final class ToyStore {

    private static final int OVERLAP = 40;
    private static final List<Consistency> LIVE =
            List.of(Consistency.DEFAULT, Consistency.LINEARIZABLE, Consistency.MIN_OFFSET, Consistency.STALE);
    private static final Origin OWNER = new Origin("a:1", 1L);
    private static final Origin STANDBY = new Origin("b:1", 1L);

    private final Random random;
    private final List<List<SeenEvent>> streams = new ArrayList<>();
    private final List<Map<String, SeenEvent>> keys = new ArrayList<>();
    private final List<Operation> history = new ArrayList<>();
    private long now = OVERLAP;
    private long nextOffset;
    private long nextToken;

    ToyStore(long seed, int streamCount) {
        random = new Random(seed);
        for (int i = 0; i < streamCount; i++) {
            streams.add(new ArrayList<>());
            keys.add(new HashMap<>());
        }
    }

    /** A random history, with its end. */
    List<Operation> run(int operations) {
        for (int i = 0; i < operations; i++) {
            now++;
            int stream = random.nextInt(streams.size());
            int die = random.nextInt(10);
            if (die < 6) {
                append(stream);
            } else {
                read(stream, LIVE.get(random.nextInt(LIVE.size())));
            }
        }
        now += 10L * OVERLAP;
        for (int stream = 0; stream < streams.size(); stream++) {
            tail(stream);
            now += 10L * OVERLAP;
            read(stream, Consistency.SETTLED);
        }
        return history;
    }

    private void append(int stream) {
        List<SeenEvent> log = streams.get(stream);
        long head = head(log);
        List<Offered> offered = new ArrayList<>();
        int size = random.nextInt(5) == 0 ? 1 + random.nextInt(4) : 1;
        Long expected = random.nextInt(4) > 0 ? null : (Long) (random.nextInt(3) > 0 ? head : head - 1);
        String key =
                size == 1 && expected == null && random.nextBoolean() ? "k" + random.nextInt(30 + log.size()) : null;
        for (int i = 0; i < size; i++) {
            offered.add(new Offered("t" + nextToken++, key, i == 0 ? expected : null));
        }
        Append.Outcome outcome;
        if (key != null && keys.get(stream).containsKey(key)) {
            outcome = new Acknowledged(OWNER, List.of(new Taken(keys.get(stream).get(key), true)));
        } else if (expected != null && expected != head) {
            outcome = new Refused(OWNER, "expected-offset", head);
        } else {
            outcome = new Acknowledged(OWNER, take(stream, offered));
        }
        boolean isLost = random.nextInt(10) == 0;
        history.add(new Append(call(stream), offered, isLost ? new Unknown("no answer") : outcome));
    }

    private List<Taken> take(int stream, List<Offered> offered) {
        List<SeenEvent> log = streams.get(stream);
        List<Taken> taken = new ArrayList<>();
        nextOffset += random.nextInt(3);
        for (Offered event : offered) {
            SeenEvent seen = new SeenEvent(nextOffset++, log.size(), event.token());
            log.add(seen);
            taken.add(new Taken(seen, false));
            if (event.key() != null) {
                keys.get(stream).put(event.key(), seen);
            }
        }
        return taken;
    }

    private void read(int stream, Consistency consistency) {
        List<SeenEvent> log = streams.get(stream);
        boolean isStale = consistency == Consistency.STALE;
        int length = isStale ? random.nextInt(log.size() + 1) : log.size();
        int from = consistency == Consistency.SETTLED ? 0 : Math.max(0, length - 5);
        long after = from == 0 ? -1 : log.get(from - 1).offset();
        Long minOffset = consistency == Consistency.MIN_OFFSET ? head(log) : null;
        Seen seen = new Seen(
                isStale ? STANDBY : OWNER,
                head(log.subList(0, length)),
                isStale ? (Long) (long) (log.size() - length) : null,
                length,
                head(log.subList(0, length)),
                true,
                log.subList(from, length));
        history.add(new Read(call(stream), consistency, new Range(minOffset, after, null), seen));
    }

    private void tail(int stream) {
        List<SeenEvent> log = streams.get(stream);
        int cut = random.nextInt(log.size() + 1);
        history.add(new Tail(call(stream), "t", -1, OWNER, false, log.subList(0, cut)));
        now += 10L * OVERLAP;
        long after = head(log.subList(0, cut));
        history.add(new Tail(call(stream), "t", after, OWNER, true, log.subList(cut, log.size())));
    }

    private static long head(List<SeenEvent> log) {
        return log.isEmpty() ? -1 : log.get(log.size() - 1).offset();
    }

    private Call call(int stream) {
        return new Call(
                "c" + random.nextInt(20),
                "/s" + stream,
                "a:1",
                now - random.nextInt(OVERLAP),
                now + random.nextInt(OVERLAP));
    }
}
