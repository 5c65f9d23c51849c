package io.rivulet.app.reset;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What somebody shows of a stream who follows it by the documentation: what a batch brings, until its life is another one. Nobody may come
 * back to a life that they have left. Thread-safe.
 */
final class Shown {

    private final String path;
    private final Lives lives;
    private final Set<String> left = new HashSet<>();
    private final List<String> events = new ArrayList<>();
    private String incarnation = "";
    private long last = -1;

    Shown(String path, Lives lives) {
        this.path = path;
        this.lives = lives;
    }

    /**
     * Takes a batch as current.
     *
     * @return false if something is missing before it, so that the stream is to be read from its beginning
     */
    synchronized boolean take(JsonNode batch, Sight sight) {
        String life = batch.path("incarnation").asText();
        if (!life.equals(incarnation)) {
            forget();
            incarnation = life;
        }
        JsonNode brought = batch.path("events");
        showing(sight, offsets(brought));
        for (JsonNode event : brought) {
            if (event.get("offset").asLong() <= last) {
                continue;
            }
            if (event.get("index").asInt() != events.size()) {
                forget();
                left.remove(life);
                return false;
            }
            last = event.get("offset").asLong();
            events.add(event.toString());
        }
        return true;
    }

    private void showing(Sight sight, List<Long> offsets) {
        if (!incarnation.isEmpty() && left.contains(incarnation)) {
            lives.broke(sight.who() + " came back to the life " + incarnation + " of " + path);
        }
        lives.shown(new Life(path, incarnation), offsets, sight);
    }

    /** The stream has begun anew. */
    synchronized void forget() {
        if (!incarnation.isEmpty()) {
            left.add(incarnation);
        }
        incarnation = "";
        events.clear();
        last = -1;
    }

    /** The events, each as its JSON, in order. */
    synchronized List<String> events() {
        return List.copyOf(events);
    }

    static List<Long> offsets(JsonNode events) {
        List<Long> offsets = new ArrayList<>();
        events.forEach(event -> offsets.add(event.get("offset").asLong()));
        return offsets;
    }
}
