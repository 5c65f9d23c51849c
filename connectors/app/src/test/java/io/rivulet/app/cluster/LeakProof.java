package io.rivulet.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.rivulet.app.proof.Deadline;
import io.rivulet.app.proof.NodeClient;
import io.rivulet.app.proof.ProofPage;
import io.rivulet.engine.EngineSettings;
import io.rivulet.engine.Node;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A node whose partitions go to another one and come back, again and again, holds on to nothing. */
@Timeout(value = 60, unit = TimeUnit.MINUTES)
class LeakProof {

    private static final int PARTITIONS = 4;
    private static final int EVENTS = 20_000;

    /** Pools reach their size, and code is compiled, before it is first looked. */
    private static final int WARM_UP = 10;

    /** Threads that come and go with the load: Jetty's, the compiler's, those of the garbage collector. */
    private static final int MORE_THREADS = 20;

    /** Connections to the brokers that are closed when they are idle. */
    private static final int MORE_SOCKETS = 20;

    /** Two files of a store that is being compacted while it is looked, for each partition. */
    private static final int DELETED_FILES = 2 * PARTITIONS;

    /** A store that is not closed keeps a megabyte at the least, an iterator its blocks; two hundred of them show. */
    private static final int MORE_MEGABYTES = 150;

    /** What a node that logs more says of each rebalance. */
    private static final Pattern REBALANCE = Pattern.compile("Successfully synced group in generation");

    /** Rebalances: a node that comes and goes makes four or more, for its copies, its partitions, and its end. */
    private final int wanted = LongProof.choose(200, 16);

    private final ProofPage page = new ProofPage("leak");

    @Test
    void shouldHoldOnToNothingWhenPartitionsComeAndGo() {
        try (ClusterUnderTest cluster = ClusterUnderTest.named("leak")
                .nodes(Site.HERE)
                .set("topic.partitions", String.valueOf(PARTITIONS))
                .verbose()
                .start()) {
            // Given
            NodeMember survivor = cluster.node(0);
            fill(survivor.client());
            for (int cycle = 0; cycle < Math.min(WARM_UP, wanted / 8); cycle++) {
                comeAndGo(cluster);
            }
            long warmUp = rebalances(survivor);
            List<List<Object>> rows = new ArrayList<>();
            Footprint before = look(survivor, 0, rows);

            // When
            long done = 0;
            for (long next = wanted / 5; done < wanted; done = rebalances(survivor) - warmUp) {
                if (done >= next) {
                    look(survivor, done, rows);
                    next += wanted / 5;
                }
                comeAndGo(cluster);
            }

            // Then
            Footprint after = look(survivor, done, rows);
            page.table(List.of("rebalances", "threads", "sockets", "files", "deleted files", "resident MB"), rows);
            assertThat(after.threads()).isLessThanOrEqualTo(before.threads() + MORE_THREADS);
            assertThat(after.sockets()).isLessThanOrEqualTo(before.sockets() + MORE_SOCKETS);
            assertThat(after.deletedFiles()).isLessThanOrEqualTo(before.deletedFiles() + DELETED_FILES);
            assertThat(after.residentMegabytes()).isLessThanOrEqualTo(before.residentMegabytes() + MORE_MEGABYTES);
        }
        LongProof.write(page, LeakProof.class);
    }

    /** Another node takes its share of the partitions, streams are read through the survivor, and it leaves again. */
    private static void comeAndGo(ClusterUnderTest cluster) {
        NodeMember survivor = cluster.node(0);
        Node other = Node.open(EngineSettings.of(Map.of(
                EngineSettings.BOOTSTRAP_SERVERS,
                cluster.bootstrapServers(),
                EngineSettings.APPLICATION_SERVER,
                "127.0.0.1:1",
                EngineSettings.STANDBYS,
                "1",
                EngineSettings.STATE_DIR,
                cluster.folder().resolve("other").toString())));
        try {
            Deadline.await(
                    "the other node has its share", () -> served(survivor).size() == PARTITIONS / 2);
            for (int partition : served(survivor)) {
                survivor.client().mirror("default", PartitionPath.of("/leak", partition, PARTITIONS));
            }
        } finally {
            other.close();
        }
        Deadline.await("the survivor serves all", () -> served(survivor).size() == PARTITIONS);
    }

    private static Set<Integer> served(NodeMember node) {
        return ClusterStatus.of(node.uri()).owners().entrySet().stream()
                .filter(owner -> owner.getValue().equals(node.address()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private static long rebalances(NodeMember node) {
        return REBALANCE.matcher(node.said()).results().count();
    }

    private static void fill(NodeClient client) {
        String lines = IntStream.range(0, EVENTS)
                .mapToObj(i -> "{\"path\":\"" + PartitionPath.of("/leak", i % PARTITIONS, PARTITIONS)
                        + "\",\"type\":\"t\",\"payload\":" + i + "}")
                .collect(Collectors.joining("\n"));
        client.importing("default", BodyPublishers.ofString(lines), "identity").join();
    }

    private Footprint look(NodeMember node, long rebalances, List<List<Object>> rows) {
        Footprint footprint = Footprint.of(node.pid());
        page.step(rebalances + " rebalances: " + footprint);
        rows.add(List.of(
                rebalances,
                footprint.threads(),
                footprint.sockets(),
                footprint.files(),
                footprint.deletedFiles(),
                footprint.residentMegabytes()));
        return footprint;
    }
}
