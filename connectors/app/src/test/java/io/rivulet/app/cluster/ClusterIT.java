package io.rivulet.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.rivulet.app.proof.Deadline;
import io.rivulet.app.proof.NodeClient.Reply;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Three brokers and three nodes: a broker and a node may be missing, and come back. */
class ClusterIT {

    private static final String EVENT = "{\"type\":\"t\",\"idempotencyKey\":\"k\"}";

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void shouldTakeAppendsWhoeverOfThemIsLost() {
        try (ClusterUnderTest cluster = ClusterUnderTest.named("lost").start()) {
            // Given
            appendSomewhere(cluster);

            // When
            cluster.broker(0).kill();
            cluster.node(0).kill();
            cluster.node(1).pause();
            cluster.node(1).resume();

            // Then
            assertThat(appendSomewhere(cluster).status()).as("a duplicate").isEqualTo(200);

            // When
            cluster.node(0).wipe();
            cluster.broker(0).start();
            cluster.node(0).start();
            cluster.node(1).stop();

            // Then
            assertThat(appendSomewhere(cluster).status()).as("a duplicate").isEqualTo(200);
        }
    }

    /** The answer of a node that takes it. */
    private static Reply appendSomewhere(ClusterUnderTest cluster) {
        Reply[] taken = new Reply[1];
        Deadline.await("a node takes an append", () -> cluster.nodes().stream()
                .filter(Member::isAlive)
                .map(node -> node.client().append("default", "/a", EVENT))
                .filter(reply -> reply.status() < 300)
                .peek(reply -> taken[0] = reply)
                .findFirst()
                .isPresent());
        return taken[0];
    }
}
