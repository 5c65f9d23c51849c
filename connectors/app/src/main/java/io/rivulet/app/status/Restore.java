package io.rivulet.app.status;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/** How far a store is on its way to the end of its log: offsets, records a second, and the seconds that it takes still. */
record Restore(long from, long to, long at, double recordsPerSecond, double remainingSeconds) {

    static Restore of(JsonNode json) {
        return new Restore(
                json.path("from").asLong(),
                json.path("to").asLong(),
                json.path("at").asLong(),
                json.path("recordsPerSecond").asDouble(),
                json.path("remainingSeconds").asDouble(-1));
    }

    /** Of the records to restore, in percent. */
    long percent() {
        return to <= from ? 100 : Math.max(0, Math.min(100, 100 * (at - from) / (to - from)));
    }

    String text() {
        return String.format(
                Locale.ROOT,
                "%d %%, %,d records left, %,.0f/s%s",
                percent(),
                Math.max(0, to - at),
                recordsPerSecond,
                remainingSeconds < 0 ? "" : String.format(Locale.ROOT, ", %,.0f s left", remainingSeconds));
    }
}
