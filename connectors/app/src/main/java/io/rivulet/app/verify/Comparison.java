package io.rivulet.app.verify;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rivulet.app.client.Json;
import io.rivulet.engine.query.PartitionDigest;
import java.util.Locale;

/**
 * A partition's rows twice.
 *
 * @param node as the node has them
 * @param log as the log says they are
 */
record Comparison(PartitionDigest node, PartitionDigest log) {

    static final String HEADINGS = String.format("%9s %12s %12s", "partition", "applied", "rows");

    boolean isEqual() {
        return node.equals(log);
    }

    /** One line, in columns. */
    String text() {
        return String.format(
                Locale.ROOT,
                "%9d %12d %12d  %s",
                node.partition(),
                node.applied(),
                node.rows(),
                isEqual() ? "equal" : "DIFFERENT" + why());
    }

    private String why() {
        if (log.applied() != node.applied()) {
            return ": the log ends with the record " + log.applied();
        }
        return log.rows() == node.rows() ? "" : ": the log gives " + log.rows() + " rows";
    }

    ObjectNode json() {
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("partition", node.partition()).put("equal", isEqual());
        json.set("node", json(node));
        json.set("log", json(log));
        return json;
    }

    private static ObjectNode json(PartitionDigest digest) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        return json.put("applied", digest.applied()).put("rows", digest.rows()).put("sha256", digest.sha256());
    }
}
