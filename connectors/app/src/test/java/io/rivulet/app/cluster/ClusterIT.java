package io.rivulet.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.rivulet.app.proof.Deadline;
import io.rivulet.app.proof.NodeClient;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Three brokers and three nodes: a broker and a node may be missing, and come back; any node takes an append. */
class ClusterIT {

    private static final String EVENT = "{\"type\":\"t\",\"idempotencyKey\":\"k\"}";

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void shouldTakeAppendsWhoeverOfThemIsLost() {
        try (ClusterUnderTest cluster = ClusterUnderTest.named("lost").start()) {
            // Given
            assertThat(appendEverywhere(cluster)).containsExactlyInAnyOrder(201, 200, 200);

            assertAnnounced(cluster, "/a", "/family/x/y", "/family/x", "/family");

            // When
            cluster.broker(0).kill();
            cluster.node(0).kill();
            cluster.node(1).pause();
            cluster.node(1).resume();

            // Then
            assertThat(appendEverywhere(cluster)).as("duplicates").containsExactly(200, 200);

            // When
            cluster.node(0).wipe();
            cluster.broker(0).start();
            cluster.node(0).start();
            cluster.node(1).stop();

            // Then
            assertThat(appendEverywhere(cluster)).as("duplicates").containsExactly(200, 200);
            assertAnnounced(cluster, "/a", "/family/x/y", "/family/x", "/family");
        }
    }

    /** AP-31: ancestors are told, whichever nodes they are on, and by none of their owners twice. */
    private static void assertAnnounced(ClusterUnderTest cluster, String... paths) {
        NodeClient client = cluster.node(2).client();
        Deadline.await(
                "the stream is there",
                () -> client.append("default", "/family/x/y", EVENT).status() < 300);
        Deadline.await(
                "the root was told of " + paths.length + " streams",
                () -> told(client).size() >= paths.length);
        assertThat(told(client)).containsExactlyInAnyOrder(paths);
    }

    private static List<String> told(NodeClient client) {
        NodeClient.Reply root = client.get("/v1/default/events?types=io.rivulet.stream.child-stream-created");
        List<String> paths = new ArrayList<>();
        root.json()
                .path("events")
                .forEach(event -> paths.add(event.at("/payload/childPath").asText()));
        return paths;
    }

    /** The status with which each node that lives takes an append, repeated while the answer is to come back. */
    private static List<Integer> appendEverywhere(ClusterUnderTest cluster) {
        return cluster.nodes().stream()
                .filter(Member::isAlive)
                .map(ClusterIT::append)
                .toList();
    }

    private static int append(NodeMember node) {
        int[] status = new int[1];
        Deadline.await(node + " takes an append", () -> {
            status[0] = node.client().append("default", "/a", EVENT).status();
            return status[0] != 503;
        });
        return status[0];
    }
}
