package io.rivulet.app.bench;

import java.time.Duration;
import java.util.List;

/**
 * What is measured.
 *
 * @param id the run's, for the names of its streams and its topic
 * @param size of each payload, in bytes
 * @param connections how many callers append at the same time, in turn
 * @param rounds that count; before them goes one that does not, at each number of connections
 * @param limit of each round
 */
record BenchPlan(String id, int size, List<Integer> connections, int rounds, Limit limit) {

    static final int MIN_SIZE = 2;
    static final int MAX_SIZE = 1 << 20;
    static final int MAX_CONNECTIONS = 1024;

    private static final int READ_EVENTS = 100_000;
    private static final long READ_BYTES = 64L << 20;

    BenchPlan {
        connections = List.copyOf(connections);
        if (size < MIN_SIZE || size > MAX_SIZE) {
            throw new IllegalArgumentException("--size is from " + MIN_SIZE + " to " + MAX_SIZE);
        }
        if (connections.isEmpty() || !connections.stream().allMatch(one -> one >= 1 && one <= MAX_CONNECTIONS)) {
            throw new IllegalArgumentException("--connections are from 1 to " + MAX_CONNECTIONS);
        }
        if (rounds < 1) {
            throw new IllegalArgumentException("--rounds is at least 1");
        }
    }

    /**
     * When a round ends: by whichever comes first.
     *
     * @param events of all callers together
     */
    record Limit(Duration time, long events) {

        Limit {
            if (time.isNegative() || time.isZero() || events < 1) {
                throw new IllegalArgumentException("--seconds and --events are at least 1");
            }
        }
    }

    /** How many events the stream has that is read. */
    int readEvents() {
        return (int) Math.min(limit.events(), Math.min(READ_EVENTS, READ_BYTES / size));
    }

    /** Code on both sides is compiled when it is hot: before the first round it has to be. */
    Limit warmUp() {
        return new Limit(limit.time().multipliedBy(3), limit.events());
    }

    /** Enough of them to be hot soon. */
    int warmUpConnections() {
        return Math.max(
                16, connections.stream().mapToInt(Integer::intValue).max().orElseThrow());
    }

    /** How many steps the appends have, to show progress. */
    int appendSteps() {
        return 2 + 2 * (1 + rounds) * connections.size();
    }

    int steps(int readings) {
        return appendSteps() + (1 + rounds) * readings;
    }
}
