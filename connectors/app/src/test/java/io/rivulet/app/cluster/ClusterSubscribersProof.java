package io.rivulet.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.rivulet.app.crowd.Crowd;
import io.rivulet.app.crowd.Pacer;
import io.rivulet.app.proof.ProofPage;
import java.net.URI;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Tails and subscriptions on WebSockets follow streams of all partitions through any of three nodes. One in ten takes nothing for a while, in
 * which owners are killed: nobody misses or repeats an event, and each comes back by itself (SUB-20, SUB-21).
 */
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class ClusterSubscribersProof {

    private static final int PARTITIONS = 4;
    private static final int PACE_MILLIS = 200;
    private static final int EVENT_BYTES = 4 << 10;
    private static final int ON_A_SOCKET = 10;
    private static final int SECONDS_BETWEEN_KILLS = 20;

    private final int ofEach = LongProof.choose(1_000, 100);
    private final int kills = LongProof.choose(6, 1);
    private final long seed = Long.getLong("proof.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final ProofPage page = new ProofPage("cluster-subscribers");

    @Test
    void shouldBringEachEventOnceToEverybodyThoughOwnersAreKilled() {
        List<String> paths = IntStream.range(0, PARTITIONS)
                .mapToObj(partition -> PartitionPath.of("/many", partition, PARTITIONS))
                .toList();
        try (ClusterUnderTest cluster = ClusterUnderTest.named("cluster-subscribers")
                .set("topic.partitions", String.valueOf(PARTITIONS))
                .set("http.socket.send.buffer.bytes", String.valueOf(32 << 10))
                .start()) {
            List<URI> nodes = cluster.nodes().stream().map(NodeMember::uri).toList();
            try (Crowd crowd = new Crowd(nodes)) {
                prove(cluster, crowd, new Pacer(nodes, paths, EVENT_BYTES, PACE_MILLIS), paths);
            }
        }
        LongProof.write(page, ClusterSubscribersProof.class);
    }

    private void prove(ClusterUnderTest cluster, Crowd crowd, Pacer pacer, List<String> paths) {
        pacer.append(1);
        crowd.openTails(ofEach, paths);
        crowd.openSockets(ofEach / ON_A_SOCKET, ON_A_SOCKET, paths);
        awaitAll(cluster.node(0), crowd, paths);
        page.step(2 * ofEach + " subscriptions are open");
        for (int kill = 0; kill < kills; kill++) {
            NodeMember victim = anOwner(cluster);
            crowd.stall();
            kill(victim, pacer);
            crowd.goOn();
            awaitAll(cluster.node(0), crowd, paths);
            page.step("all have everything");
        }
        assertThat(crowd.reconnections()).isPositive();
        page.result("seed", seed);
        page.result("subscriptions", ofEach + " tails, and " + ofEach + " on " + ofEach / ON_A_SOCKET + " WebSockets");
        page.result("kills of owners, while one in ten took nothing", kills);
        page.result(
                "events appended, each of which came to all who follow its stream, once and in order",
                pacer.appended());
        page.result("connections that were made again", crowd.reconnections());
    }

    private NodeMember anOwner(ClusterUnderTest cluster) {
        String owner = cluster.awaitRest(PARTITIONS).get(random.nextInt(PARTITIONS));
        return cluster.nodes().stream()
                .filter(node -> node.address().equals(owner))
                .findFirst()
                .orElseThrow();
    }

    private void kill(NodeMember victim, Pacer pacer) {
        pacer.append(SECONDS_BETWEEN_KILLS / 4);
        victim.kill();
        page.step(victim + " was killed, one in ten takes nothing");
        pacer.append(SECONDS_BETWEEN_KILLS / 2);
        victim.launch();
        pacer.append(SECONDS_BETWEEN_KILLS / 4);
        victim.awaitReady();
    }

    /** The stream itself says how many events it has: a new owner adds its own. */
    private static void awaitAll(NodeMember node, Crowd crowd, List<String> paths) {
        for (String path : paths) {
            JsonNode mirror = node.client().read("/v1/default/mirror" + path + "?limit=1&consistency=linearizable");
            crowd.await(path, mirror.get("count").asLong() - 1);
        }
    }
}
