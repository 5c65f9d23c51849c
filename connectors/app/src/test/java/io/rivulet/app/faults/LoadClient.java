package io.rivulet.app.faults;

import io.rivulet.app.faults.RecordedCalls.View;
import io.rivulet.testkit.history.Append;
import io.rivulet.testkit.history.Append.Offered;
import io.rivulet.testkit.history.Append.Refused;
import io.rivulet.testkit.history.Append.Unknown;
import io.rivulet.testkit.history.Read.Consistency;
import io.rivulet.testkit.history.Read.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A client that appends and reads at random, one call after the other, on one node or on all in turn. An append with keys
 * whose outcome it does not know it tries again, at the next node, and sometimes one that was answered, too; one without keys
 * never.
 */
final class LoadClient implements Runnable {

    private static final int TRIES = 30;
    private static final int SHARED_KEYS = 40;
    private static final List<Consistency> CONSISTENCIES = List.of(
            Consistency.DEFAULT,
            Consistency.DEFAULT,
            Consistency.LINEARIZABLE,
            Consistency.LINEARIZABLE,
            Consistency.MIN_OFFSET,
            Consistency.STALE);

    private final String name;
    private final int number;
    private final LoadPlan plan;
    private final RecordedCalls calls;
    private final Random random;
    private final Set<String> streams;
    private volatile boolean isStopped;
    private int nextToken;
    private int hop;

    /** @param streams takes those that it has called on */
    LoadClient(int number, LoadPlan plan, RecordedCalls calls, ConcurrentHashMap.KeySetView<String, Boolean> streams) {
        this.name = "c" + number;
        this.number = number;
        this.plan = plan;
        this.calls = calls;
        this.streams = streams;
        random = plan.random(number);
    }

    @Override
    public void run() {
        try {
            while (!isStopped) {
                long begun = System.nanoTime();
                String stream = plan.anyStream(random, calls.now());
                streams.add(stream);
                if (random.nextBoolean()) {
                    append(stream);
                } else {
                    read(stream);
                }
                pace(begun + plan.interval().toNanos());
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("Nobody interrupts a client", e);
        }
    }

    /** It ends after the call that it is at. */
    void stop() {
        isStopped = true;
    }

    private void append(String stream) throws InterruptedException {
        List<Offered> events = events(stream);
        boolean isRepeatable = events.stream().allMatch(event -> event.key() != null);
        Append.Outcome outcome = calls.append(name, node(), stream, events);
        for (int tries = 1; tries < TRIES && isRepeatable && isOpen(outcome) && !isStopped; tries++) {
            pace(System.nanoTime() + plan.interval().toNanos() * Math.min(tries, 8));
            outcome = calls.append(name, node(), stream, events);
        }
        if (isRepeatable && random.nextInt(16) == 0) {
            // As if it had not heard the answer.
            calls.append(name, node(), stream, events);
        }
    }

    /** Half without keys, half with; a quarter each expects an offset or is a batch. */
    private List<Offered> events(String stream) {
        boolean isKeyed = random.nextBoolean();
        boolean isShared = isKeyed && random.nextInt(4) == 0;
        Long expected = !isShared && random.nextInt(4) == 0 ? expected(stream) : null;
        int size = !isShared && random.nextInt(4) == 0 ? 2 + random.nextInt(4) : 1;
        List<Offered> events = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            String token = name + "-" + nextToken++;
            String key = isShared ? "shared-" + random.nextInt(SHARED_KEYS) : "key-" + token;
            events.add(new Offered(token, isKeyed ? key : null, i == 0 ? expected : null));
        }
        return events;
    }

    /** Mostly the head, sometimes one that is past. */
    private Long expected(String stream) {
        return random.nextInt(4) > 0
                ? calls.heads().head(stream)
                : calls.heads().back(stream, 1 + random.nextInt(3));
    }

    private void read(String stream) throws InterruptedException {
        long head = calls.heads().head(stream);
        Consistency wanted = CONSISTENCIES.get(random.nextInt(CONSISTENCIES.size()));
        // Of a stream of which nobody has seen anything there is no offset to ask for.
        Consistency consistency = wanted == Consistency.MIN_OFFSET && head < 0 ? Consistency.DEFAULT : wanted;
        Long minOffset = consistency == Consistency.MIN_OFFSET ? (Long) head : null;
        switch (random.nextInt(5)) {
            case 0 -> read(stream, View.STATE, consistency, new Range(minOffset, null, null));
            case 1 -> read(stream, View.MIRROR, consistency, new Range(minOffset, null, from(stream)));
            default ->
                read(
                        stream,
                        View.EVENTS,
                        consistency,
                        new Range(minOffset, calls.heads().back(stream, random.nextInt(8)), null));
        }
    }

    private void read(String stream, View view, Consistency consistency, Range range) throws InterruptedException {
        calls.read(name, node(), stream, view, consistency, range);
    }

    private long from(String stream) {
        return Math.max(0, calls.heads().length(stream) - random.nextInt(8));
    }

    /** Every other client stays at one node. */
    private String node() {
        return number % 2 == 0 ? plan.node(number / 2) : plan.node(hop++);
    }

    private static boolean isOpen(Append.@Nullable Outcome outcome) {
        return outcome instanceof Unknown
                || (outcome instanceof Refused refused && refused.problem().equals("throttled"));
    }

    private static void pace(long untilNanos) {
        for (long left = untilNanos - System.nanoTime(); left > 0; left = untilNanos - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
