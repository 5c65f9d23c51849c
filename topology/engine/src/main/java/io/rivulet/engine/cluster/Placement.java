package io.rivulet.engine.cluster;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a partition is, as far as this node knows.
 *
 * @param isHere whether this node serves it
 * @param owner the node that was given it last, perhaps this one; null when none is known
 * @param standBys the nodes that keep a copy of it
 */
public record Placement(boolean isHere, @Nullable Address owner, List<Address> standBys) {

    public Placement {
        standBys = List.copyOf(standBys);
    }
}
