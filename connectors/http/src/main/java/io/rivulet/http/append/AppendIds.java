package io.rivulet.http.append;

import io.rivulet.api.EventInput;
import io.rivulet.http.exchange.Query;
import io.rivulet.http.exchange.RivuletHeader;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Idempotency keys that a node gives to events without one before it sends them on, so that it may send them again. Unique
 * among all nodes: a random part for each process, then a number.
 */
public final class AppendIds {

    private static final String PREFIX = "rivulet/";
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{16}-[0-9]{1,19}");

    private final String process = HexFormat.of().toHexDigits(new SecureRandom().nextLong());
    private final AtomicLong numbers = new AtomicLong();

    /** The id of one append, or of one import. */
    public String next() {
        return process + "-" + numbers.incrementAndGet();
    }

    /** The id that another node sent with an append, or null for none. */
    static @Nullable String requireId(@Nullable String given) {
        if (given != null && !FORM.matcher(given).matches()) {
            throw Query.invalid(RivuletHeader.APPEND_ID, "is for nodes among themselves");
        }
        return given;
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
