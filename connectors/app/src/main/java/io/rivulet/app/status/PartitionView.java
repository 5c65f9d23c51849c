package io.rivulet.app.status;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A partition, with all nodes that have a copy of it.
 *
 * @param owners one; none while it moves; more for a moment when one does not know yet that it has lost the partition
 */
record PartitionView(int partition, List<Copy> owners, List<Copy> standbys) {

    PartitionView {
        owners = List.copyOf(owners);
        standbys = List.copyOf(standbys);
    }

    boolean isServed() {
        return owners.stream().anyMatch(Copy::isServing);
    }

    String owner() {
        return owners.isEmpty() ? "none" : owners.stream().map(Copy::node).collect(Collectors.joining(", "));
    }

    String state() {
        return owners.isEmpty()
                ? "no owner"
                : owners.stream().map(Copy::progress).collect(Collectors.joining("; "));
    }

    String standingBy() {
        return standbys.isEmpty()
                ? "none"
                : standbys.stream().map(Copy::standingBy).collect(Collectors.joining(", "));
    }
}
