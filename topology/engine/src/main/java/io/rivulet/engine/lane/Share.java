package io.rivulet.engine.lane;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;

/**
 * The lanes of one subscriber, and how much of the node they may take: so many batches at one time, in turn, one batch a
 * turn. A subscriber that sleeps or hangs holds up its own share. Any thread.
 */
final class Share {

    private final String kind;
    private final Executor threads;
    private final BiConsumer<Lane, Share> turn;
    private final Deque<Lane> ready = new ArrayDeque<>();
    private final int width;
    private int running;

    private final LongAdder batches = new LongAdder();
    private final LongAdder events = new LongAdder();
    private final LongAdder failures = new LongAdder();

    Share(String kind, int width, Executor threads, BiConsumer<Lane, Share> turn) {
        this.kind = kind;
        this.width = width;
        this.threads = threads;
        this.turn = turn;
    }

    /** A lane wants a turn. */
    synchronized void submit(Lane lane) {
        ready.add(lane);
        begin();
    }

    /** A turn that this share has given is over, whatever share the lane has by now. */
    synchronized void release() {
        running--;
        begin();
    }

    private void begin() {
        while (running < width && !ready.isEmpty()) {
            running++;
            Lane lane = ready.removeFirst();
            threads.execute(() -> turn.accept(lane, this));
        }
    }

    /** A turn took so many events; none, if there was nothing to take. */
    void count(int taken) {
        if (taken > 0) {
            batches.increment();
            events.add(taken);
        }
    }

    void countFailure() {
        failures.increment();
    }

    synchronized LaneCounts counts() {
        Lane next = ready.peekFirst();
        return new LaneCounts(
                kind,
                ready.size(),
                running,
                0,
                0,
                0,
                next == null ? 0 : next.waitedMillis(),
                0,
                batches.sum(),
                events.sum(),
                failures.sum());
    }
}
