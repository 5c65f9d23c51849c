package io.rivulet.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.rivulet.app.proof.Deadline;
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
        }
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
