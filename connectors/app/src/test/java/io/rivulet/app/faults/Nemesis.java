package io.rivulet.app.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does one fault after the other to a cluster: each kind once in a random order, and again, on random targets. In between it
 * waits until the cluster is well, and a little longer. One thread.
 */
final class Nemesis {

    private static final Logger LOG = LoggerFactory.getLogger(Nemesis.class);

    private static final int CALM_MILLIS = 4_000;

    private final FaultyCluster cluster;
    private final List<Fault> kinds;
    private final Random random;
    private final LongSupplier clock;
    private final List<Strike> strikes = new ArrayList<>();
    private final List<Fault> due = new ArrayList<>();

    /**
     * A fault that was done. Times are those of the history, in nanoseconds.
     *
     * @param target the number of the node or broker that it began with, from 1
     * @param healedNanos when it was undone
     * @param wellNanos when all nodes were ready again
     */
    record Strike(Fault fault, int target, long fromNanos, long healedNanos, long wellNanos) {}

    /** @param clock that of the history */
    Nemesis(FaultyCluster cluster, List<Fault> kinds, Random random, LongSupplier clock) {
        this.cluster = cluster;
        this.kinds = List.copyOf(kinds);
        this.random = random;
        this.clock = clock;
    }

    List<Strike> strikes() {
        return List.copyOf(strikes);
    }

    /** Whether each kind of fault was done. */
    boolean hasDoneAll() {
        return strikes.size() >= kinds.size();
    }

    /** The next fault, from calm to calm. */
    void strike() {
        if (due.isEmpty()) {
            due.addAll(kinds);
            Collections.shuffle(due, random);
        }
        strike(due.remove(0), random.nextInt(cluster.size()));
    }

    private void strike(Fault fault, int target) {
        pass(Duration.ofMillis(CALM_MILLIS / 2 + random.nextInt(CALM_MILLIS)));
        long from = clock.getAsLong();
        LOG.atInfo().addKeyValue("target", target + 1).log(fault.title());
        fault.strike(cluster, target);
        pass(fault.duration(random));
        fault.heal(cluster, target);
        long healed = clock.getAsLong();
        cluster.awaitWell();
        strikes.add(new Strike(fault, target + 1, from, healed, clock.getAsLong()));
    }

    /** Nothing is waited for here: that time passes is the fault. */
    private static void pass(Duration time) {
        long until = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = until - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
