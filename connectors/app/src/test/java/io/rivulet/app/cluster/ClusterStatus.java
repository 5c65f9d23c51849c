package io.rivulet.app.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.rivulet.app.proof.NodeClient;
import java.net.URI;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What one node says of all of them: {@code GET /v1/cluster}, of the namespace {@code default}. */
public record ClusterStatus(JsonNode json) {

    /** How many records a copy may lack while nothing befalls it: it follows up to the last commit, in steps. */
    private static final long AT_HAND = 10_000;

    public static ClusterStatus of(URI node) {
        return new ClusterStatus(new NodeClient(node).read("/v1/cluster"));
    }

    /** One partition's entry at one node. */
    public record Copy(String node, JsonNode json) {

        int partition() {
            return json.get("partition").asInt();
        }

        boolean isServing() {
            return isOwner() && json.get("state").asText().equals("serving");
        }

        boolean isOwner() {
            return json.get("role").asText().equals("owner");
        }

        long behind() {
            return json.path("behind").asLong(Long.MAX_VALUE);
        }

        /** How far it is in being built; a missing node when it is not. */
        JsonNode restore() {
            return json.path("restore");
        }
    }

    Stream<Copy> copies() {
        return all(json.get("nodes")).flatMap(node -> all(node.get("namespaces"))
                .filter(each -> each.get("namespace").asText().equals("default"))
                .flatMap(each -> all(each.get("partitions")))
                .map(partition -> new Copy(node.get("node").asText(), partition)));
    }

    /** The address of the node that serves each partition. */
    public Map<Integer, String> owners() {
        Map<Integer, String> owners = new TreeMap<>();
        copies().filter(Copy::isServing).forEach(copy -> owners.put(copy.partition(), copy.node()));
        return owners;
    }

    /** Each partition is served by one node and copied by another, the copies are near, and every node serves some. */
    boolean isAtRest(int partitions, Collection<NodeMember> nodes) {
        List<Copy> copies = copies().toList();
        Set<String> serving = new HashSet<>(owners().values());
        boolean areServing = all(json.get("nodes"))
                .allMatch(node -> node.get("state").asText().equals("serving"));
        return areServing
                && serving.equals(
                        Set.copyOf(nodes.stream().map(NodeMember::address).toList()))
                && copies.stream().filter(Copy::isServing).count() == partitions
                && copies.size() == Math.min(2, nodes.size()) * partitions
                && copies.stream()
                        .allMatch(copy ->
                                copy.behind() < AT_HAND && copy.restore().isMissingNode());
    }

    private static Stream<JsonNode> all(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    @Override
    public String toString() {
        return json.toPrettyString();
    }
}
