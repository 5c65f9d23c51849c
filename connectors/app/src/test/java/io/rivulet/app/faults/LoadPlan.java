package io.rivulet.app.faults;

import java.time.Duration;
import java.util.List;
import java.util.Random;

/**
 * How much load, and on what.
 *
 * @param nodes host:port of each
 * @param clients that append and read
 * @param tails that follow a stream each, from its beginning
 * @param streams that live from the beginning to the end; beside them there is always one that has just begun
 * @param interval between two calls of one client, at least
 * @param quiet how long nothing may change, after the load, before the end is taken for the end
 */
record LoadPlan(long seed, List<String> nodes, int clients, int tails, int streams, Duration interval, Duration quiet) {

    private static final long LIFE_OF_A_SHORT_STREAM = Duration.ofSeconds(3).toNanos();

    LoadPlan {
        nodes = List.copyOf(nodes);
    }

    /** Chance for one of the clients. */
    Random random(int client) {
        return new Random(seed * 1_000 + client);
    }

    String stream(int number) {
        return "/faults/" + seed + "/s" + number;
    }

    /** A stream to call on: mostly one that stays, sometimes the one that is new at this moment. */
    String anyStream(Random random, long nowNanos) {
        return random.nextInt(10) == 0
                ? "/faults/" + seed + "/new" + nowNanos / LIFE_OF_A_SHORT_STREAM
                : stream(random.nextInt(streams));
    }

    String node(int number) {
        return nodes.get(Math.floorMod(number, nodes.size()));
    }
}
