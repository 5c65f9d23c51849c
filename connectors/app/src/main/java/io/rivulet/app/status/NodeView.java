package io.rivulet.app.status;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/** A node, as it tells its state; or as another one tells that it cannot be reached. */
record NodeView(String node, String state, List<NodeNamespace> namespaces) {

    NodeView {
        namespaces = List.copyOf(namespaces);
    }

    /** A namespace on a node, with why it does not serve. */
    record NodeNamespace(String name, String topic, String detail, List<Copy> copies) {

        NodeNamespace {
            copies = List.copyOf(copies);
        }

        private static NodeNamespace of(String node, JsonNode json) {
            return new NodeNamespace(
                    json.path("namespace").asText(),
                    json.path("topic").asText(),
                    json.path("detail").asText(""),
                    StreamSupport.stream(json.path("partitions").spliterator(), false)
                            .map(partition -> Copy.of(node, partition))
                            .toList());
        }

        private String summary() {
            long owned = copies.stream().filter(Copy::isOwner).count();
            String what = name + ": " + owned + " owned, " + (copies.size() - owned) + " standing by";
            return detail.isEmpty() ? what : what + " (" + detail + ")";
        }
    }

    static NodeView of(JsonNode json) {
        String node = json.path("node").asText();
        List<NodeNamespace> namespaces = new ArrayList<>();
        json.path("namespaces").forEach(namespace -> namespaces.add(NodeNamespace.of(node, namespace)));
        return new NodeView(node, json.path("state").asText(), namespaces);
    }

    String summary() {
        return String.join("; ", namespaces.stream().map(NodeNamespace::summary).toList());
    }
}
