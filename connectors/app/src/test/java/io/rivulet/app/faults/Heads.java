package io.rivulet.app.faults;

import io.rivulet.testkit.history.SeenEvent;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** What all clients together know of the ends of streams: the last few events that any of them was shown. Any thread. */
final class Heads {

    private static final int KEPT = 12;

    private final Map<String, NavigableSet<Long>> offsets = new ConcurrentHashMap<>();
    private final Map<String, Long> lengths = new ConcurrentHashMap<>();

    void saw(String stream, List<SeenEvent> events) {
        for (SeenEvent event : events) {
            saw(stream, event.offset());
            lengths.merge(stream, event.index() + 1, Math::max);
        }
    }

    /** The offset of the last event that is known, -1 for none. */
    long head(String stream) {
        NavigableSet<Long> known = of(stream);
        synchronized (known) {
            return known.isEmpty() ? -1 : known.last();
        }
    }

    /** The offset of an event some way back, -1 for the beginning. */
    long back(String stream, int events) {
        NavigableSet<Long> known = of(stream);
        synchronized (known) {
            Deque<Long> newestFirst = new ArrayDeque<>(known.descendingSet());
            for (int i = 0; i < events && !newestFirst.isEmpty(); i++) {
                newestFirst.removeFirst();
            }
            return newestFirst.isEmpty() ? (known.size() < KEPT ? -1 : known.first()) : newestFirst.getFirst();
        }
    }

    /** How many events there are at least. */
    long length(String stream) {
        return lengths.getOrDefault(stream, 0L);
    }

    private void saw(String stream, long offset) {
        NavigableSet<Long> known = of(stream);
        synchronized (known) {
            known.add(offset);
            if (known.size() > KEPT) {
                known.pollFirst();
            }
        }
    }

    private NavigableSet<Long> of(String stream) {
        return offsets.computeIfAbsent(stream, name -> new TreeSet<>());
    }
}
