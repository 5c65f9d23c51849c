package io.rivulet.app.status;

import io.rivulet.app.client.Printable;
import java.util.ArrayList;
import java.util.List;

/** A cluster as lines for people: a table for each namespace, and one of the nodes. */
final class ClusterText {

    private ClusterText() {}

    static List<String> lines(ClusterView cluster) {
        List<String> lines = new ArrayList<>();
        for (NamespaceView namespace : cluster.namespaces()) {
            lines.add(Printable.of(namespace.heading()));
            lines.addAll(partitions(namespace));
            lines.add("");
        }
        lines.add(cluster.nodes().size() + (cluster.nodes().size() == 1 ? " node" : " nodes"));
        List<List<String>> nodes = new ArrayList<>();
        cluster.nodes().forEach(node -> nodes.add(List.of(node.node(), node.state(), node.summary())));
        lines.addAll(table(nodes));
        return lines;
    }

    private static List<String> partitions(NamespaceView namespace) {
        if (namespace.partitions().isEmpty()) {
            return List.of();
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("partition", "owner", "state", "stand-bys"));
        namespace
                .partitions()
                .forEach(partition -> rows.add(List.of(
                        String.valueOf(partition.partition()),
                        partition.owner(),
                        partition.state(),
                        partition.standingBy())));
        return table(rows);
    }

    /** Columns as wide as what stands in them. */
    private static List<String> table(List<List<String>> rows) {
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                int at = column;
                int width = rows.stream()
                        .mapToInt(each -> each.get(at).length())
                        .max()
                        .orElse(0);
                line.append("  ").append(String.format("%-" + Math.max(1, width) + "s", row.get(column)));
            }
            lines.add(Printable.of(line.toString().stripTrailing()));
        }
        return lines;
    }
}
