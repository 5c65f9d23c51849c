package io.rivulet.app.proof;

import java.util.List;
import java.util.Random;

/**
 * When a node is killed: at three moments by chance, unless the system properties {@code proof.kills} and {@code proof.seed}
 * say otherwise.
 *
 * @param kills how many streams there are when it is killed, ascending
 */
record CrashPlan(List<Long> kills, long seed) {

    static CrashPlan of(History history) {
        long seed = Long.getLong("proof.seed", System.nanoTime());
        int kills = Integer.getInteger("proof.kills", 3);
        return new CrashPlan(
                new Random(seed)
                        .longs(kills, 1, history.byPath().size())
                        .sorted()
                        .boxed()
                        .toList(),
                seed);
    }

    /** What makes it be the same again. */
    @Override
    public String toString() {
        return "-Dproof.seed=" + seed + " -Dproof.kills=" + kills.size();
    }
}
