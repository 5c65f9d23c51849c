package io.rivulet.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.rivulet.app.bench.BenchPlan.Limit;
import io.rivulet.app.cluster.ClusterUnderTest;
import io.rivulet.app.cluster.LongProof;
import io.rivulet.app.cluster.Member;
import io.rivulet.app.cluster.NodeMember;
import io.rivulet.app.cluster.PartitionPath;
import io.rivulet.app.proof.ProofPage;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What an append costs that another node must answer, beside one that goes to the owner; and what three nodes take together,
 * beside one on the same brokers. Expected: a forwarded append at most twice a local one; on two cores no gain from more nodes.
 */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class ForwardBench {

    private static final int PARTITIONS = 6;
    private static final int CALLERS = 48;
    private static final double MOST = 2;

    private final int rounds = LongProof.choose(7, 2);

    /** Not counted: three nodes and three brokers that have just started compile their code on two cores meanwhile. */
    private final int warmUps = LongProof.choose(7, 1);

    private final Limit limit = new Limit(Duration.ofSeconds(LongProof.choose(5, 1)), Long.MAX_VALUE);
    private final Payloads payloads = new Payloads(200);
    private final ProofPage page = new ProofPage("forward");
    private final ExecutorService threads = Executors.newFixedThreadPool(CALLERS);

    @Test
    void shouldCostAtMostTwiceALocalAppend() throws Exception {
        try (ClusterUnderTest cluster = ClusterUnderTest.named("forward")
                .set("topic.partitions", String.valueOf(PARTITIONS))
                .start()) {
            Map<Integer, String> owners = cluster.awaitRest(PARTITIONS);
            double ratio = compareOne(cluster, owners);

            Throughput toOwners = throughput(cluster, caller -> node(cluster, owners.get(caller % PARTITIONS)));
            Throughput toAny = throughput(
                    cluster,
                    caller -> cluster.node(caller / PARTITIONS % cluster.nodes().size()));
            cluster.node(1).stop();
            cluster.node(2).stop();
            cluster.awaitRest(PARTITIONS);
            Throughput toOne = throughput(cluster, caller -> cluster.node(0));
            page.table(
                    List.of(CALLERS + " callers", "events/s", "ratio", "us of nodes", "us of brokers", "ratio of both"),
                    List.of(
                            toOne.row("one node", toOne),
                            toOwners.row("three nodes, each caller at the owner", toOne),
                            toAny.row("three nodes, each caller at any", toOne)));

            assertThat(ratio).as("forwarded to local").isLessThanOrEqualTo(MOST);
        } finally {
            threads.shutdownNow();
        }
        LongProof.write(page, ForwardBench.class);
    }

    /** One caller with one connection, at the owner and at another node in turn. */
    private double compareOne(ClusterUnderTest cluster, Map<Integer, String> owners)
            throws IOException, InterruptedException {
        NodeMember owner = node(cluster, owners.get(0));
        NodeMember other = cluster.nodes().stream()
                .filter(node -> node != owner)
                .findFirst()
                .orElseThrow();
        Latency local = new Latency();
        Latency forwarded = new Latency();
        List<Double> ratios = new ArrayList<>();
        for (int round = -warmUps; round < rounds; round++) {
            // What runs second finds the machine as the first has left it: so they change places.
            boolean isLocalFirst = round % 2 == 0;
            Latency first = appends(1, caller -> isLocalFirst ? owner : other);
            Latency second = appends(1, caller -> isLocalFirst ? other : owner);
            if (round >= 0) {
                Latency here = isLocalFirst ? first : second;
                Latency there = isLocalFirst ? second : first;
                local.after(here);
                forwarded.after(there);
                ratios.add(there.median() / here.median());
            }
        }
        page.table(
                List.of("one connection", "p50 ms", "p99 ms", "ratio of p50"),
                List.of(
                        List.of("at the owner", decimal(local.median()), decimal(local.millis(99)), "1.00"),
                        List.of(
                                "at another node",
                                decimal(forwarded.median()),
                                decimal(forwarded.millis(99)),
                                decimal(Medians.of(ratios)))));
        return Medians.of(ratios);
    }

    /**
     * What callers get together, and what an append takes of the processors, which is the same whatever else runs on the machine.
     */
    private record Throughput(double eventsPerSecond, double nodeMicros, double brokerMicros) {

        List<Object> row(String name, Throughput base) {
            return List.of(
                    name,
                    Math.round(eventsPerSecond),
                    of(eventsPerSecond, base.eventsPerSecond),
                    Math.round(nodeMicros),
                    Math.round(brokerMicros),
                    of(nodeMicros + brokerMicros, base.nodeMicros + base.brokerMicros));
        }
    }

    private Throughput throughput(ClusterUnderTest cluster, IntFunction<NodeMember> nodes)
            throws IOException, InterruptedException {
        List<Double> paces = new ArrayList<>();
        List<Double> nodeMicros = new ArrayList<>();
        List<Double> brokerMicros = new ArrayList<>();
        for (int round = -warmUps; round < rounds; round++) {
            double nodesBefore = cpuMicros(cluster.nodes());
            double brokersBefore = cpuMicros(cluster.brokers());
            Latency latency = appends(CALLERS, nodes);
            if (round >= 0) {
                paces.add(latency.eventsPerSecond());
                nodeMicros.add((cpuMicros(cluster.nodes()) - nodesBefore) / latency.count());
                brokerMicros.add((cpuMicros(cluster.brokers()) - brokersBefore) / latency.count());
            }
        }
        return new Throughput(Medians.of(paces), Medians.of(nodeMicros), Medians.of(brokerMicros));
    }

    private static double cpuMicros(List<? extends Member> members) {
        return members.stream()
                .filter(Member::isAlive)
                .mapToDouble(member -> member.cpu().toNanos() / 1_000.0)
                .sum();
    }

    /** Callers append, each to a stream of its own; the streams are in all partitions in turn. */
    private Latency appends(int callers, IntFunction<NodeMember> nodes) throws IOException, InterruptedException {
        List<Lane> lanes = new ArrayList<>();
        try {
            for (int caller = 0; caller < callers; caller++) {
                String path = PartitionPath.of("/forward/" + caller, caller % PARTITIONS, PARTITIONS);
                lanes.add(new NodeLane(URI.create(nodes.apply(caller).uri() + "/v1/default/events" + path), payloads));
            }
            return Round.of(lanes, limit, threads);
        } finally {
            lanes.forEach(Lane::close);
        }
    }

    private static NodeMember node(ClusterUnderTest cluster, String address) {
        return cluster.nodes().stream()
                .filter(node -> node.address().equals(address))
                .findFirst()
                .orElseThrow();
    }

    private static String of(double value, double base) {
        return decimal(value / base);
    }

    private static String decimal(double value) {
        return "%.2f".formatted(value);
    }
}
