package io.rivulet.http.append;

import io.rivulet.api.EventInput;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Idempotency keys that a node gives to events without one before it sends them on, so that it may send them again. Unique
 * among all nodes: a random part for each process, then a number.
 */
public final class AppendIds {

    private static final String PREFIX = "rivulet/";

    private final String process = HexFormat.of().toHexDigits(new SecureRandom().nextLong());
    private final AtomicLong numbers = new AtomicLong();

    /** The id of one append, or of one import. */
    public String next() {
        return process + "-" + numbers.incrementAndGet();
    }

    /** The key of the event at a position of an append, or in a line of an import. */
    public static String key(String appendId, long position) {
        return PREFIX + appendId + "/" + position;
    }

    /** The events, each with a key. */
    static List<EventInput> keyed(String appendId, List<EventInput> events) {
        List<EventInput> keyed = new ArrayList<>(events.size());
        for (int i = 0; i < events.size(); i++) {
            EventInput event = events.get(i);
            keyed.add(event.idempotencyKey() == null ? event.withIdempotencyKey(key(appendId, i)) : event);
        }
        return keyed;
    }
}
