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
 * beside one on the same brokers, in turn with it: of as many callers in all, and of as many at each node. Expected: a forwarded
 * append at most twice a local one; on two cores no gain from more nodes. Three nodes that have nothing to do with each other
 * tell what of a difference comes from three processes, and what from their being a cluster.
 */
@Timeout(value = 40, unit = TimeUnit.MINUTES)
class ForwardBench {

    private static final int NODES = 3;
    private static final int PARTITIONS = 2 * NODES;
    private static final double MOST = 2;
    private static final int STEADY_ROUNDS = 6;
    private static final double STEADY = 1.05;

    /** From callers that mostly wait to as many as the processors can serve; the last is the most. */
    private static final List<Integer> LOADS = List.of(6, 48, 192, 768);

    private static final int MOST_CALLERS = LOADS.get(LOADS.size() - 1);

    private static final String STRANGERS = "three nodes that are no cluster";
    private static final String OWNER = "three nodes, each caller at the owner";
    private static final String ANY = "three nodes, each caller at any";

    private final int rounds = LongProof.choose(7, 2);

    /**
     * How many rounds it may take, at the most, until seven processes on two cores have compiled what they run: until then they
     * get faster from round to round, for minutes.
     */
    private final int mostWarmUps = LongProof.choose(60, 1);

    private final Limit limit = new Limit(Duration.ofSeconds(LongProof.choose(4, 1)), Long.MAX_VALUE);
    private final Payloads payloads = new Payloads(200);
    private final ProofPage page = new ProofPage("forward");
    private final ExecutorService threads = Executors.newFixedThreadPool(NODES * MOST_CALLERS);

    @Test
    void shouldCostAtMostTwiceALocalAppend() throws Exception {
        try (ClusterUnderTest cluster = ClusterUnderTest.named("forward")
                        .set("topic.partitions", String.valueOf(PARTITIONS))
                        .start();
                ClusterUnderTest one = alone("one", PARTITIONS, cluster);
                ClusterUnderTest first = alone("first", PARTITIONS / NODES, cluster);
                ClusterUnderTest second = alone("second", PARTITIONS / NODES, cluster);
                ClusterUnderTest third = alone("third", PARTITIONS / NODES, cluster)) {
            Map<Integer, String> owners = cluster.awaitRest(PARTITIONS);
            List<NodeMember> strangers = List.of(first.node(0), second.node(0), third.node(0));
            List<Way> ways = List.of(
                    new Way("one node", 1, one.nodes(), caller -> place(one.node(0), caller, PARTITIONS)),
                    new Way(STRANGERS, 1, strangers, caller -> stranger(strangers, caller)),
                    new Way(OWNER, 1, cluster.nodes(), caller -> owner(cluster, owners, caller)),
                    new Way(ANY, 1, cluster.nodes(), caller -> any(cluster, caller)),
                    new Way(STRANGERS, NODES, strangers, caller -> stranger(strangers, caller)),
                    new Way(OWNER, NODES, cluster.nodes(), caller -> owner(cluster, owners, caller)),
                    new Way(ANY, NODES, cluster.nodes(), caller -> any(cluster, caller)));
            warmUp(ways);
            double ratio = compareOne(cluster, owners);
            for (int callers : LOADS) {
                List<Throughput> found = throughput(callers, cluster.brokers(), ways);
                List<List<Object>> rows = new ArrayList<>();
                for (int way = 0; way < ways.size(); way++) {
                    rows.add(found.get(way).row(ways.get(way), callers, found.get(0)));
                }
                page.table(
                        List.of(
                                "from " + callers + " callers",
                                "callers",
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

    /**
     * Where callers append.
     *
     * @param factor how many times the callers of a load there are
     * @param nodes whose time is counted
     */
    private record Way(String name, int factor, List<NodeMember> nodes, IntFunction<Place> places) {}

    /** A node, and a stream of the caller's own. */
    private record Place(NodeMember node, String path) {}

    private static ClusterUnderTest alone(String name, int partitions, ClusterUnderTest besides) {
        ClusterUnderTest alone = ClusterUnderTest.named(name)
                .set("topic.partitions", String.valueOf(partitions))
                .nodes(Site.HERE)
                .besides(besides)
                .start();
        alone.awaitRest(partitions);
        return alone;
    }

    /** Streams are in all partitions in turn. */
    private static Place place(NodeMember node, int caller, int partitions) {
        return new Place(node, PartitionPath.of("/forward/" + caller, caller % partitions, partitions));
    }

    private static Place stranger(List<NodeMember> strangers, int caller) {
        return place(strangers.get(caller / (PARTITIONS / NODES) % NODES), caller, PARTITIONS / NODES);
    }

    private static Place owner(ClusterUnderTest cluster, Map<Integer, String> owners, int caller) {
        return place(node(cluster, owners.get(caller % PARTITIONS)), caller, PARTITIONS);
    }

    private static Place any(ClusterUnderTest cluster, int caller) {
        return place(cluster.node(caller / PARTITIONS % NODES), caller, PARTITIONS);
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
        for (int round = -1; round < rounds; round++) {
            // What runs second finds the machine as the first has left it: so they change places.
            boolean isLocalFirst = round % 2 == 0;
            Latency first = appends(1, caller -> place(isLocalFirst ? owner : other, caller, PARTITIONS));
            Latency second = appends(1, caller -> place(isLocalFirst ? other : owner, caller, PARTITIONS));
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

        List<Object> row(Way way, int callers, Throughput base) {
            return List.of(
                    way.name(),
                    way.factor() * callers,
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
            List<Double> round = new ArrayList<>();
            for (Way way : ways) {
                if (way.factor() == 1) {
                    round.add(appends(MOST_CALLERS, way.places()).eventsPerSecond());
                }
            }
            paces.add(Medians.of(round));
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
                List<NodeMember> nodes = ways.get(way).nodes();
                double nodesBefore = cpuMicros(nodes);
                double brokersBefore = cpuMicros(brokers);
                Latency latency =
                        appends(ways.get(way).factor() * callers, ways.get(way).places());
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

    /** Callers append, each to a stream of its own. */
    private Latency appends(int callers, IntFunction<Place> places) throws IOException, InterruptedException {
        List<Lane> lanes = new ArrayList<>();
        try {
            for (int caller = 0; caller < callers; caller++) {
                Place place = places.apply(caller);
                lanes.add(new NodeLane(URI.create(place.node().uri() + "/v1/default/events" + place.path()), payloads));
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
