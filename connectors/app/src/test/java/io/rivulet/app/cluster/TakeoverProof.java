package io.rivulet.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.rivulet.app.cluster.Probes.Gap;
import io.rivulet.app.proof.NodeClient;
import io.rivulet.app.proof.ProofPage;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How long it takes until others serve what a node has served that was killed, or was restarted in good order. */
@Timeout(value = 60, unit = TimeUnit.MINUTES)
class TakeoverProof {

    private static final int PARTITIONS = 4;

    /** Events in each partition, more than a node may lack that is given one: streams have a past, mostly. */
    private static final int PAST = 15_000;

    private static final Duration TAKE_OVER = Duration.ofSeconds(5);
    private static final Duration WITHOUT_SERVICE = Duration.ofSeconds(1);

    private final int kills = LongProof.choose(10, 1);
    private final ProofPage page = new ProofPage("take-over");
    private final List<List<Object>> rows = new ArrayList<>();
    private final List<Duration> takeOvers = new ArrayList<>();
    private final List<Gap> survivors = new ArrayList<>();

    @Test
    void shouldServeOnWhenANodeIsKilledOrRestarted() {
        try (ClusterUnderTest cluster = ClusterUnderTest.named("take-over")
                .set("topic.partitions", String.valueOf(PARTITIONS))
                .verbose()
                .start()) {
            fill(cluster.node(0).client());
            for (int kill = 0; kill < kills; kill++) {
                kill(cluster, cluster.node(kill % cluster.nodes().size()));
            }
            page.table(
                    List.of("killed", "all answer after", "gap of the survivors' own", "gap when it comes back"), rows);
            List<Duration> sorted = takeOvers.stream().sorted().toList();
            page.result("take-over, median", sorted.get(sorted.size() / 2).toMillis() + " ms");
            page.result("take-over, worst", sorted.get(sorted.size() - 1).toMillis() + " ms");
            Gap survivor = longest(survivors);
            page.result("survivors' own partitions, longest time without an answer", survivor);

            Gap rolling = restartAll(cluster);
            page.result("rolling restart of all nodes, longest time without an answer", rolling);

            assertThat(sorted.get(sorted.size() - 1)).isLessThanOrEqualTo(TAKE_OVER);
            assertThat(survivor.time()).as("%s", survivor).isLessThanOrEqualTo(WITHOUT_SERVICE);
            assertThat(rolling.time()).as("%s", rolling).isLessThanOrEqualTo(WITHOUT_SERVICE);
        }
        LongProof.write(page, TakeoverProof.class);
    }

    private static void fill(NodeClient client) {
        for (int partition = 0; partition < PARTITIONS; partition++) {
            String line = "{\"path\":\"" + PartitionPath.of("/past", partition, PARTITIONS)
                    + "\",\"type\":\"t\",\"payload\":1}\n";
            client.importing("default", BodyPublishers.ofString(line.repeat(PAST)), "identity")
                    .join();
        }
    }

    private void kill(ClusterUnderTest cluster, NodeMember victim) {
        List<NodeMember> alive =
                cluster.nodes().stream().filter(node -> node != victim).toList();
        Map<Integer, String> owners = cluster.awaitRest(PARTITIONS);
        page.step("at rest, owners " + owners + "; kill -9 of " + victim);
        // A survivor is asked for its own partitions, any survivor for those of the killed one.
        try (Probes probes = new Probes(PARTITIONS, partition -> alive.stream()
                .sorted(Comparator.comparing(node -> !node.address().equals(owners.get(partition))))
                .map(NodeMember::uri)
                .limit(1)
                .toList())) {
            long killed = System.nanoTime();
            victim.kill();
            Duration takeOver = probes.untilAllAnswer(killed);
            Gap whileAway = probes.longestGap(
                    killed, partition -> !owners.get(partition).equals(victim.address()));
            probes.each(killed).forEach(page::step);
            long launched = System.nanoTime();
            victim.start();
            cluster.awaitRest(PARTITIONS);
            Gap whileBack = probes.longestGap(launched);
            takeOvers.add(takeOver);
            survivors.add(whileAway);
            rows.add(List.of(victim, takeOver.toMillis() + " ms", whileAway, whileBack));
        }
    }

    /** SIGTERM, wait until it is ready again, the next. Clients go to another node when theirs does not answer. */
    private Gap restartAll(ClusterUnderTest cluster) {
        List<URI> all = cluster.nodes().stream().map(NodeMember::uri).toList();
        List<Gap> gaps = new ArrayList<>();
        cluster.awaitRest(PARTITIONS);
        try (Probes probes = new Probes(PARTITIONS, partition -> rotated(all, partition))) {
            for (NodeMember node : cluster.nodes()) {
                long stopped = System.nanoTime();
                node.stop();
                probes.awaitSuccess(System.nanoTime());
                Gap leaving = probes.longestGap(stopped);
                page.step(node + " stopped in "
                        + Duration.ofNanos(System.nanoTime() - stopped).toMillis()
                        + " ms; longest time without an answer " + leaving.toLongString());
                long started = System.nanoTime();
                node.start();
                cluster.awaitRest(PARTITIONS);
                Gap coming = probes.longestGap(started);
                page.step(node + " is back; longest time without an answer " + coming.toLongString());
                gaps.addAll(List.of(leaving, coming));
            }
        }
        return longest(gaps);
    }

    private static List<URI> rotated(List<URI> nodes, int by) {
        return IntStream.range(0, nodes.size())
                .mapToObj(i -> nodes.get((i + by) % nodes.size()))
                .toList();
    }

    private static Gap longest(List<Gap> gaps) {
        return gaps.stream().max(Comparator.comparing(Gap::time)).orElseThrow();
    }
}
