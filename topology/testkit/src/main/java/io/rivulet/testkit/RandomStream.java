package io.rivulet.testkit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** What a careless writer believes of a stream: that all it wrote was taken. */
final class RandomStream {

    final String path;

    /** The type of most of its events, so that long groups come about. */
    final String favouriteType;

    long head = -1;
    boolean isPaused;

    /** The incarnation that the writer knows of; empty before the first event. */
    String life = "";

    /** Whether the record that is about to be added ends the life. */
    boolean hasEnded;

    private final List<String> keys = new ArrayList<>();
    private final Map<String, Long> headBefore = new HashMap<>();

    RandomStream(String path, String favouriteType) {
        this.path = path;
        this.favouriteType = favouriteType;
    }

    /** A new life begins; old keys may come again. */
    void begin() {
        hasEnded = false;
        isPaused = false;
        life = "";
        head = -1;
    }

    boolean hasKeys() {
        return !keys.isEmpty();
    }

    String newKey(long expected) {
        String key = "k" + keys.size();
        keys.add(key);
        headBefore.put(key, expected);
        return key;
    }

    String oldKey(RandomGenerator random) {
        return keys.get(random.nextInt(keys.size()));
    }

    /** What the event with a key could have expected when it was first written. */
    long headBefore(String key) {
        return headBefore.getOrDefault(key, -1L);
    }
}
