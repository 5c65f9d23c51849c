package io.rivulet.http.read;

import io.rivulet.engine.query.QuarantinePage;
import io.rivulet.http.exchange.Query;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where a list of quarantined records goes on: {@code partition:offset}, comma-separated, the offset being the one below which
 * the partition has more. Partitions that are not there have been listed to their end.
 */
record QuarantineCursor(@Nullable Map<Integer, Long> below) {

    static QuarantineCursor parse(@Nullable String text, int partitions) {
        if (text == null) {
            return new QuarantineCursor(null);
        }
        Map<Integer, Long> below = new TreeMap<>();
        for (String part : text.split(",", -1)) {
            int colon = part.indexOf(':');
            if (colon < 0) {
                throw Query.invalid("after", "is what 'next' of the page before says");
            }
            int partition = (int) Query.number("after", part.substring(0, colon), 0, partitions - 1L);
            below.put(partition, Query.number("after", part.substring(colon + 1), 0, Long.MAX_VALUE));
        }
        return new QuarantineCursor(below);
    }

    /** Where each of some partitions goes on; those that are through are left out. */
    Map<Integer, Long> of(Collection<Integer> partitions) {
        Map<Integer, Long> some = new TreeMap<>();
        for (int partition : partitions) {
            Long at = below == null ? Long.valueOf(QuarantinePage.FROM_THE_NEWEST) : below.get(partition);
            if (at != null) {
                some.put(partition, at);
            }
        }
        return some;
    }

    /** What there is more of, as an answer tells it. */
    Map<Integer, Long> orNone() {
        return below == null ? Map.of() : below;
    }

    /** As it stands in answers and requests; null at the beginning, and at the end. */
    @Nullable
    String text() {
        return below == null || below.isEmpty()
                ? null
                : below.entrySet().stream()
                        .map(entry -> entry.getKey() + ":" + entry.getValue())
                        .collect(Collectors.joining(","));
    }
}
