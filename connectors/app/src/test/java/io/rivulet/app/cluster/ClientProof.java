package io.rivulet.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.rivulet.app.follow.BackOffRules;
import io.rivulet.app.follow.FailingCopy;
import io.rivulet.app.follow.Writer;
import io.rivulet.app.proof.Deadline;
import io.rivulet.app.proof.ProofPage;
import io.rivulet.client.ClientSettings;
import io.rivulet.client.RivuletClient;
import io.rivulet.client.StreamClient;
import io.rivulet.client.model.StreamEvent;
import io.rivulet.client.subscription.Subscription;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The Java client on three nodes whose owners are killed: a stream in each partition is written and followed, copies fail by chance, and
 * each event is ingested once and in order.
 */
@Timeout(value = 60, unit = TimeUnit.MINUTES)
class ClientProof {

    private static final int PARTITIONS = 4;
    private static final int EVENTS_BETWEEN_KILLS = 200;
    private static final double CHANCE = 0.1;

    private final int kills = LongProof.choose(20, 2);
    private final long seed = Long.getLong("proof.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final ProofPage page = new ProofPage("client");

    /** A stream with one who writes it and one who follows it. */
    private record Followed(
            StreamClient stream, Writer writer, FailingCopy copy, BackOffRules rules, Subscription subscription) {}

    @Test
    void shouldIngestEveryEventOnceThoughOwnersAreKilled() {
        try (ClusterUnderTest cluster = ClusterUnderTest.named("client")
                        .set("topic.partitions", String.valueOf(PARTITIONS))
                        .start();
                RivuletClient client = RivuletClient.of(ClientSettings.of(
                                cluster.nodes().stream().map(NodeMember::uri).toArray(URI[]::new))
                        .withOutage(Duration.ofMinutes(2)))) {
            List<Followed> all = new ArrayList<>();
            for (int partition = 0; partition < PARTITIONS; partition++) {
                all.add(follow(client.stream(PartitionPath.of("/followed", partition, PARTITIONS))));
            }
            for (int kill = 0; kill < kills; kill++) {
                killAnOwner(cluster, all);
            }
            requireAll(all);
            page.result("seed", seed);
            page.result("kills of owners", kills);
            page.result(
                    "events, each ingested once",
                    all.stream().mapToInt(each -> each.copy.events().size()).sum());
            page.result(
                    "failures of the copies",
                    all.stream()
                            .mapToInt(each -> each.rules.failuresOfTheCopy())
                            .sum());
            page.result(
                    "times that a subscription began again",
                    all.stream().mapToInt(each -> each.rules.delays().size()).sum());
            all.forEach(each -> each.subscription.close());
        }
        LongProof.write(page, ClientProof.class);
    }

    private Followed follow(StreamClient stream) {
        BackOffRules rules = new BackOffRules();
        FailingCopy copy = new FailingCopy(new Random(random.nextLong()), CHANCE, rules);
        return new Followed(stream, new Writer(stream), copy, rules, stream.subscribe(copy, rules));
    }

    /** Writes on all streams, and kills the owner of one of them meanwhile; returns when the cluster is at rest again. */
    private void killAnOwner(ClusterUnderTest cluster, List<Followed> all) {
        Map<Integer, String> owners = cluster.awaitRest(PARTITIONS);
        String owner = owners.get(random.nextInt(PARTITIONS));
        NodeMember victim = cluster.nodes().stream()
                .filter(node -> node.address().equals(owner))
                .findFirst()
                .orElseThrow();
        int at = all.get(0).writer.written() + random.nextInt(EVENTS_BETWEEN_KILLS);
        var writing = all.stream()
                .map(each -> each.writer.write(EVENTS_BETWEEN_KILLS))
                .toList();
        Deadline.await("there are " + at + " events", () -> all.get(0).writer.written() >= at);
        victim.kill();
        writing.forEach(each -> each.join());
        page.step(victim + " was killed after " + at + " events; all were written");
        requireAll(all);
        victim.start();
    }

    private void requireAll(List<Followed> all) {
        for (Followed each : all) {
            Deadline.await(
                    "all of " + each.stream.path() + " is ingested",
                    () -> Writer.numbers(each.copy.events()).size() >= each.writer.written());
            List<StreamEvent> events = new ArrayList<>();
            each.stream.events().forEachRemaining(events::add);
            assertThat(each.copy.events()).as("seed %d", seed).isEqualTo(events);
            assertThat(Writer.numbers(events)).as("seed %d", seed).isEqualTo(each.writer.expected());
            assertThat(each.rules.broken()).as("seed %d", seed).isEmpty();
            assertThat(each.copy.discarded()).as("seed %d", seed).isZero();
        }
    }
}
