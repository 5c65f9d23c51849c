package io.rivulet.app.faults;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which process of each node runs: a number that rises before a process is made to end, and again when it has. So it is odd
 * while that is under way, and an answer is that of one process for certain if the number was the same and even from its call
 * to its return. Any thread.
 */
final class Lives {

    private final Map<String, Long> lives = new ConcurrentHashMap<>();

    /** As they are now. */
    Map<String, Long> now() {
        return Map.copyOf(lives);
    }

    /** Which process of a node it was from then to now; null if that is not certain. */
    @Nullable
    Long since(Map<String, Long> then, String node) {
        long before = then.getOrDefault(node, 0L);
        return before % 2 == 0 && before == lives.getOrDefault(node, 0L) ? (Long) before : null;
    }

    /** A process of a node is about to end. */
    void ending(String node) {
        lives.merge(node, 1L, Long::sum);
    }

    /** It has. */
    void ended(String node) {
        lives.merge(node, 1L, Long::sum);
    }
}
