package io.rivulet.client;

import io.rivulet.client.connection.NodeAddress;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which events to read, and how fresh.
 *
 * @param after only events after this offset, or null
 * @param before only events before this offset, or null
 * @param limit most events of a page, from 1 to 1,000
 * @param types only events of these types; empty for all
 * @param minOffset answer once everything up to this offset is folded: an offset that an append answered shows that append; or null
 * @param linearizable show everything that was acknowledged before this call
 */
public record ReadOptions(
        @Nullable Long after,
        @Nullable Long before,
        int limit,
        List<String> types,
        @Nullable Long minOffset,
        boolean linearizable) {

    /** The first hundred events. */
    public static final ReadOptions FIRST = new ReadOptions(null, null, 100, List.of(), null, false);

    public ReadOptions {
        types = List.copyOf(types);
    }

    public ReadOptions withAfter(long offset) {
        return new ReadOptions(offset, before, limit, types, minOffset, linearizable);
    }

    public ReadOptions withBefore(long offset) {
        return new ReadOptions(after, offset, limit, types, minOffset, linearizable);
    }

    public ReadOptions withLimit(int most) {
        return new ReadOptions(after, before, most, types, minOffset, linearizable);
    }

    public ReadOptions withTypes(String... only) {
        return new ReadOptions(after, before, limit, List.of(only), minOffset, linearizable);
    }

    public ReadOptions withMinOffset(long offset) {
        return new ReadOptions(after, before, limit, types, offset, linearizable);
    }

    public ReadOptions asLinearizable() {
        return new ReadOptions(after, before, limit, types, minOffset, true);
    }

    Map<String, Object> query() {
        return NodeAddress.query(
                "after", after,
                "before", before,
                "limit", limit,
                "types", types.isEmpty() ? null : String.join(",", types),
                "minOffset", minOffset,
                "consistency", linearizable ? "linearizable" : null);
    }
}
