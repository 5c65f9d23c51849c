package io.rivulet.engine.tail;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a subscriber asks for (SUB-1).
 *
 * @param key names the subscription: at most one of a key is open in a stream, and the stream is told when it opens and
 *     closes (SUB-2, SUB-3); stripped; null or blank for one that nobody is told of
 * @param after the offset of the last event that the subscriber has, -1 for none, or {@link #LIVE} (SUB-8); of no
 *     consequence without events (SUB-17)
 * @param types the types to deliver, all if it is empty (SUB-12)
 * @param events whether events are delivered; otherwise there is a batch each time that the state moves on (SUB-17)
 * @param state whether each batch carries the core state (SUB-15)
 * @param subscriber a JSON object that describes who subscribes, or null; kept with the fact that it connected (CS-13)
 */
public record Subscription(
        @Nullable String key,
        long after,
        Set<String> types,
        boolean events,
        boolean state,
        @Nullable String subscriber) {

    /** Live from now: after whatever the stream's last event is when the subscription opens. */
    public static final long LIVE = -2;

    public Subscription {
        key = key == null || key.isBlank() ? null : key.strip();
        types = Set.copyOf(types);
        if (after < LIVE) {
            throw new IllegalArgumentException("after is an offset, -1 for all or " + LIVE + " for live, not " + after);
        }
    }

    /** Everything after an offset, to nobody in particular. */
    public static Subscription after(long offset) {
        return new Subscription(null, offset, Set.of(), true, false, null);
    }

    public Subscription named(String newKey) {
        return new Subscription(newKey, after, types, events, state, subscriber);
    }

    public Subscription ofTypes(Set<String> wanted) {
        return new Subscription(key, after, wanted, events, state, subscriber);
    }

    public Subscription withState() {
        return new Subscription(key, after, types, events, true, subscriber);
    }

    /** State alone, from now on. */
    public Subscription stateOnly() {
        return new Subscription(key, LIVE, types, false, true, subscriber);
    }
}
