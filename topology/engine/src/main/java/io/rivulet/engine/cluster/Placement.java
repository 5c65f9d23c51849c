package io.rivulet.engine.cluster;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a partition is, as far as this node knows.
 *
 * @param isHere whether this node serves it
 * @param owner the node that was given it last, perhaps this one; null when none is known
 * @param standBys the nodes that keep a copy of it, or may be given it next
 */
public record Placement(boolean isHere, @Nullable Address owner, List<Address> standBys) {

    public Placement {
        standBys = List.copyOf(standBys);
    }

    /**
     * Which other node to ask for it: the owner or, while none is known, in turn those that may be the next one.
     *
     * @param self this node
     * @param turn how often was asked before
     */
    public @Nullable Address other(Address self, int turn) {
        if (owner != null) {
            return owner.equals(self) ? null : owner;
        }
        List<Address> others =
                standBys.stream().filter(other -> !other.equals(self)).toList();
        return others.isEmpty() ? null : others.get(turn % others.size());
    }
}
