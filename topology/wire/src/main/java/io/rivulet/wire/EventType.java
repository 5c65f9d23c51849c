package io.rivulet.wire;

import io.rivulet.api.CoreEvents;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The type of an event. Types are few and records are many: a reader checks and names each type once. */
public final class EventType {

    /** The longest type, in bytes of UTF-8. */
    private static final int MAX_BYTES = 4096;

    private final String name;
    private final byte[] bytes;
    private final byte[] json;
    private final boolean isCore;

    private EventType(byte[] bytes) {
        this.bytes = bytes;
        name = new String(bytes, StandardCharsets.UTF_8);
        json = Text.quote(name);
        isCore = name.startsWith(CoreEvents.PREFIX);
    }

    /** The type of that name. */
    public static EventType of(String name) {
        return new EventType(name.getBytes(StandardCharsets.UTF_8));
    }

    public String name() {
        return name;
    }

    /** The name as a JSON string, quotes included. Not to be written to. */
    public byte[] json() {
        return json;
    }

    /** Whether it is of the stream's own family (EV-6). */
    public boolean isCore() {
        return isCore;
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof EventType that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return name;
    }

    /** The types a reader has met. Bounded: when there are many, it forgets and starts anew. */
    static final class Names {

        private static final int MOST = 4096;

        private final EventType fallback;
        private final Map<EventType, EventType> met = new HashMap<>();
        private EventType last;

        Names(String fallback) {
            this.fallback = EventType.of(fallback);
            last = this.fallback;
        }

        EventType fallback() {
            return fallback;
        }

        /** The type with these bytes, or null if they are none. */
        @Nullable
        EventType of(byte[] bytes) {
            if (Arrays.equals(last.bytes, bytes)) {
                return last;
            }
            if (bytes.length == 0 || bytes.length > MAX_BYTES || !Text.isUtf8(bytes)) {
                return null;
            }
            EventType type = new EventType(bytes);
            EventType known = met.get(type);
            if (known == null) {
                if (met.size() == MOST) {
                    met.clear();
                }
                met.put(type, type);
                known = type;
            }
            last = known;
            return known;
        }
    }
}
