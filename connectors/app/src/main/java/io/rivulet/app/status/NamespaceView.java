package io.rivulet.app.status;

import java.util.List;

/** A namespace, with its partitions from 0 on: also those between that no node has. */
record NamespaceView(String name, String topic, List<PartitionView> partitions) {

    NamespaceView {
        partitions = List.copyOf(partitions);
    }

    long unserved() {
        return partitions.stream().filter(partition -> !partition.isServed()).count();
    }

    /** A namespace whose partitions nobody tells is not served. */
    boolean isServed() {
        return !partitions.isEmpty() && unserved() == 0;
    }

    String heading() {
        String count = partitions.size() + (partitions.size() == 1 ? " partition" : " partitions");
        return "Namespace " + name + ", topic " + topic + ": " + count + ", "
                + (isServed() ? "all served" : partitions.isEmpty() ? "no owner" : unserved() + " NOT SERVED");
    }
}
