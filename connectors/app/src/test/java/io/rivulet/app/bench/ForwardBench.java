package io.rivulet.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.rivulet.app.bench.BenchPlan.Limit;
import io.rivulet.app.cluster.ClusterUnderTest;
import io.rivulet.app.cluster.LongProof;
import io.rivulet.app.cluster.Member;
import io.rivulet.app.cluster.NodeMember;
import io.rivulet.app.cluster.PartitionPath;
import io.rivulet.app.cluster.Site;
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
 * beside one on the same brokers, in turn with it. Expected: a forwarded append at most twice a local one; on two cores no gain
 * from more nodes.
 */
@Timeout(value = 40, unit = TimeUnit.MINUTES)
class ForwardBench {

    private static final int PARTITIONS = 6;
    private static final double MOST = 2;
    private static final int STEADY_ROUNDS = 6;
    private static final double STEADY = 1.05;

    /** From callers that mostly wait to as many as the processors can serve; the last is the most. */
    private static final List<Integer> LOADS = List.of(6, 48, 192, 768);

    private static final int MOST_CALLERS = LOADS.get(LOADS.size() - 1);

    private final int rounds = LongProof.choose(7, 2);

    /**
     * How many rounds it may take, at the most, until seven processes on two cores have compiled what they run: until then they
     * get faster from round to round, for minutes.
     */
    private final int mostWarmUps = LongProof.choose(60, 1);

    private final Limit limit = new Limit(Duration.ofSeconds(LongProof.choose(4, 1)), Long.MAX_VALUE);
    private final Payloads payloads = new Payloads(200);
    private final ProofPage page = new ProofPage("forward");
    private final ExecutorService threads = Executors.newFixedThreadPool(MOST_CALLERS);

    @Test
    void shouldCostAtMostTwiceALocalAppend() throws Exception {
        try (ClusterUnderTest cluster = ClusterUnderTest.named("forward")
                        .set("topic.partitions", String.valueOf(PARTITIONS))
                        .start();
                ClusterUnderTest alone = ClusterUnderTest.named("alone")
                        .set("topic.partitions", String.valueOf(PARTITIONS))
                        .nodes(Site.HERE)
                        .besides(cluster)
                        .start()) {
            Map<Integer, String> owners = cluster.awaitRest(PARTITIONS);
            alone.awaitRest(PARTITIONS);
            List<Way> ways = List.of(
                    new Way("one node", alone, caller -> alone.node(0)),
                    new Way(
                            "three nodes, each caller at the owner",
                            cluster,
                            caller -> node(cluster, owners.get(caller % PARTITIONS))),
                    new Way(
                            "three nodes, each caller at any",
                            cluster,
                            caller -> cluster.node(
                                    caller / PARTITIONS % cluster.nodes().size())));
            warmUp(ways);
            double ratio = compareOne(cluster, owners);
            for (int callers : LOADS) {
                List<Throughput> found = throughput(callers, cluster.brokers(), ways);
                List<List<Object>> rows = new ArrayList<>();
                for (int way = 0; way < ways.size(); way++) {
                    rows.add(found.get(way).row(ways.get(way).name(), found.get(0)));
                }
                page.table(
                        List.of(
                                callers + " callers",
                                "events/s",
                                "ratio",
                                "us of nodes",
                                "us of brokers",
                                "ratio of both"),
                        rows);
            }

            assertThat(ratio).as("forwarded to local").isLessThanOrEqualTo(MOST);
        } finally {
            threads.shutdownNow();
        }
        LongProof.write(page, ForwardBench.class);
    }

    /** Which node of a deployment a caller appends at. */
    private record Way(String name, ClusterUnderTest deployment, IntFunction<NodeMember> nodes) {}

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
        for (int round = -1; round < rounds; round++) {
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

    /** Until the pace of some rounds is hardly above that of as many before them. */
    private void warmUp(List<Way> ways) throws IOException, InterruptedException {
        List<Double> paces = new ArrayList<>();
        while (paces.size() < mostWarmUps && !isSteady(paces)) {
            double sum = 0;
            for (Way way : ways) {
                sum += appends(MOST_CALLERS, way.nodes()).eventsPerSecond();
            }
            paces.add(sum / ways.size());
        }
        page.step(paces.size() + " rounds to warm up, from " + Math.round(paces.get(0)) + " to "
                + Math.round(paces.get(paces.size() - 1)) + " events/s");
    }

    private static boolean isSteady(List<Double> paces) {
        int size = paces.size();
        return size >= 2 * STEADY_ROUNDS
                && Medians.of(paces.subList(size - STEADY_ROUNDS, size))
                        < STEADY * Medians.of(paces.subList(size - 2 * STEADY_ROUNDS, size - STEADY_ROUNDS));
    }

    /** Of each way to choose a node, in turn. */
    private List<Throughput> throughput(int callers, List<Member> brokers, List<Way> ways)
            throws IOException, InterruptedException {
        List<Sums> sums = ways.stream().map(way -> new Sums()).toList();
        for (int round = 0; round < rounds; round++) {
            for (int way = 0; way < ways.size(); way++) {
                List<NodeMember> nodes = ways.get(way).deployment().nodes();
                double nodesBefore = cpuMicros(nodes);
                double brokersBefore = cpuMicros(brokers);
                Latency latency = appends(callers, ways.get(way).nodes());
                sums.get(way).add(latency, cpuMicros(nodes) - nodesBefore, cpuMicros(brokers) - brokersBefore);
            }
        }
        return sums.stream().map(Sums::medians).toList();
    }

    /** Rounds of one way. */
    private static final class Sums {

        private final List<Double> paces = new ArrayList<>();
        private final List<Double> nodeMicros = new ArrayList<>();
        private final List<Double> brokerMicros = new ArrayList<>();

        void add(Latency latency, double nodes, double brokers) {
            paces.add(latency.eventsPerSecond());
            nodeMicros.add(nodes / latency.count());
            brokerMicros.add(brokers / latency.count());
        }

        Throughput medians() {
            return new Throughput(Medians.of(paces), Medians.of(nodeMicros), Medians.of(brokerMicros));
        }
    }

    private static double cpuMicros(List<? extends Member> members) {
        return members.stream()
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
