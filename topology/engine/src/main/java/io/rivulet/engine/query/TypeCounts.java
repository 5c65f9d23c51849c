package io.rivulet.engine.query;

import io.rivulet.engine.store.PartitionReader.TypeCount;
import java.util.List;

/**
 * How many events of each type a stream has.
 *
 * @param types how many types its events are of
 * @param counts the types that came first, then others by name, at most {@value #MOST} of them
 */
public record TypeCounts(long types, List<TypeCount> counts) {

    public static final int MOST = 1000;

    public TypeCounts {
        counts = List.copyOf(counts);
    }
}
