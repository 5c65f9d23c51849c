package io.rivulet.app.status;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What all nodes do at one moment, as one of them has learned it. */
record ClusterView(List<NodeView> nodes) {

    ClusterView {
        nodes = List.copyOf(nodes);
    }

    /** Reads the answer of {@code GET /v1/cluster}. */
    static ClusterView of(JsonNode json) {
        List<NodeView> nodes = new ArrayList<>();
        json.path("nodes").forEach(node -> nodes.add(NodeView.of(node)));
        return new ClusterView(nodes);
    }

    /** Whether every partition of every namespace has an owner that serves. */
    boolean isServed() {
        List<NamespaceView> namespaces = namespaces();
        return !namespaces.isEmpty() && namespaces.stream().allMatch(NamespaceView::isServed);
    }

    /** Namespaces in the order in which nodes tell them. */
    List<NamespaceView> namespaces() {
        Map<String, String> topics = new LinkedHashMap<>();
        Map<String, List<Copy>> copies = new LinkedHashMap<>();
        for (NodeView node : nodes) {
            for (NodeView.NodeNamespace namespace : node.namespaces()) {
                topics.putIfAbsent(namespace.name(), namespace.topic());
                copies.computeIfAbsent(namespace.name(), name -> new ArrayList<>())
                        .addAll(namespace.copies());
            }
        }
        List<NamespaceView> namespaces = new ArrayList<>();
        copies.forEach(
                (name, all) -> namespaces.add(new NamespaceView(name, topics.getOrDefault(name, ""), partitions(all))));
        return namespaces;
    }

    private static List<PartitionView> partitions(List<Copy> copies) {
        int count = copies.stream().mapToInt(copy -> copy.partition() + 1).max().orElse(0);
        return IntStream.range(0, count)
                .mapToObj(partition -> {
                    List<Copy> here = copies.stream()
                            .filter(copy -> copy.partition() == partition)
                            .toList();
                    return new PartitionView(
                            partition,
                            here.stream().filter(Copy::isOwner).toList(),
                            here.stream().filter(copy -> !copy.isOwner()).toList());
                })
                .toList();
    }
}
