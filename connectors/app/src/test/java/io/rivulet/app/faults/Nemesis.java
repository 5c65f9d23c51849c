package io.rivulet.app.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does one fault after the other to a cluster: each kind once in a random order, and again, on random targets. In between it
 * waits until the cluster is well, and a little longer. One thread.
 */
final class Nemesis {

    private static final Logger LOG = LoggerFactory.getLogger(Nemesis.class);

    private static final int CALM_MILLIS = 4_000;

    private final ProcessCluster cluster;
    private final Random random;
    private final List<Fault> kinds;
    private final List<Strike> strikes = new ArrayList<>();
    private final List<Fault> due = new ArrayList<>();
    private final long startNanos = System.nanoTime();

    /**
     * A fault that was done.
     *
     * @param from since the beginning
     * @param healed when it was undone, since the beginning
     * @param well when all nodes were ready again, since the beginning
     */
    record Strike(Fault fault, int target, Duration from, Duration healed, Duration well) {}

    Nemesis(ProcessCluster cluster, long seed) {
        this.cluster = cluster;
        random = new Random(seed);
        kinds = Arrays.stream(Fault.values())
                .filter(fault -> cluster.hasNetworks() || !fault.needsNetworks())
                .toList();
    }

    List<Strike> strikes() {
        return List.copyOf(strikes);
    }

    /** How many kinds of faults there are. */
    int kinds() {
        return kinds.size();
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
        Duration from = sinceStart();
        LOG.atInfo().addKeyValue("target", target + 1).log(fault.title());
        fault.strike(cluster, target);
        pass(fault.duration(random));
        fault.heal(cluster, target);
        Duration healed = sinceStart();
        cluster.awaitWell();
        strikes.add(new Strike(fault, target, from, healed, sinceStart()));
    }

    private Duration sinceStart() {
        return Duration.ofNanos(System.nanoTime() - startNanos);
    }

    /** Nothing is waited for here: that time passes is the fault. */
    private static void pass(Duration time) {
        long until = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = until - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
