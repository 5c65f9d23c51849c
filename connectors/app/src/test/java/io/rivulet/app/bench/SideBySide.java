package io.rivulet.app.bench;

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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/**
 * One node, three that are a cluster, and three that have nothing to do with each other, all on the same brokers; and callers that
 * append to them in turn. What three strangers lose beside one is what three processes cost on this machine; what a cluster loses
 * beside them is what it costs to be one.
 */
final class SideBySide implements AutoCloseable {

    static final int NODES = 3;
    static final int PARTITIONS = 2 * NODES;

    private static final int STEADY_ROUNDS = 6;
    private static final double STEADY = 1.05;

    private final int rounds = LongProof.choose(7, 2);

    /**
     * How many rounds it may take, at the most, until ten processes on two cores have compiled what they run: until then they
     * get faster from round to round, for minutes.
     */
    private final int mostWarmUps = LongProof.choose(60, 1);

    private final Limit limit = new Limit(Duration.ofSeconds(LongProof.choose(4, 1)), Long.MAX_VALUE);
    private final Payloads payloads = new Payloads(200);
    private final ExecutorService threads;
    private final ProofPage page;
    private final ClusterUnderTest cluster;
    private final List<ClusterUnderTest> others = new ArrayList<>();
    private final List<NodeMember> strangers = new ArrayList<>();
    private final NodeMember one;
    private final Map<Integer, String> owners;

    /**
     * A way to spread callers over nodes.
     *
     * @param factor how many times the callers of a load there are
     * @param nodes whose time is counted
     */
    record Way(String name, int factor, List<NodeMember> nodes, IntFunction<Place> places) {

        boolean isCluster() {
            return name.startsWith("a cluster");
        }
    }

    /** A node, and a stream of the caller's own. */
    record Place(NodeMember node, String path) {}

    /** What callers get together, and what an append takes of the processors. */
    record Throughput(double eventsPerSecond, double nodeMicros, double brokerMicros) {

        private List<Object> row(Way way, int callers, Throughput base) {
            return List.of(
                    way.name(),
                    way.factor() * callers,
                    Math.round(eventsPerSecond),
                    decimal(eventsPerSecond / base.eventsPerSecond),
                    Math.round(nodeMicros),
                    Math.round(brokerMicros),
                    decimal((nodeMicros + brokerMicros) / (base.nodeMicros + base.brokerMicros)));
        }
    }

    /** Starts all; returns when they are at rest. */
    SideBySide(ProofPage page, int mostCallers) {
        this.page = page;
        threads = Executors.newFixedThreadPool(NODES * mostCallers);
        cluster = ClusterUnderTest.named("cluster")
                .set("topic.partitions", String.valueOf(PARTITIONS))
                .start();
        try {
            one = alone("one", PARTITIONS);
            for (int stranger = 1; stranger <= NODES; stranger++) {
                strangers.add(alone("stranger-" + stranger, PARTITIONS / NODES));
            }
            owners = cluster.awaitRest(PARTITIONS);
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    private NodeMember alone(String name, int partitions) {
        ClusterUnderTest alone = ClusterUnderTest.named(name)
                .set("topic.partitions", String.valueOf(partitions))
                .nodes(Site.HERE)
                .besides(cluster)
                .start();
        others.add(alone);
        alone.awaitRest(partitions);
        return alone.node(0);
    }

    /** Every node. */
    List<NodeMember> nodes() {
        return Stream.of(cluster.nodes(), List.of(one), strangers)
                .flatMap(List::stream)
                .toList();
    }

    /** The nodes of the cluster. */
    List<NodeMember> cluster() {
        return cluster.nodes();
    }

    /** The node of the cluster that has a partition. */
    NodeMember owner(int partition) {
        return cluster.nodes().stream()
                .filter(node -> node.address().equals(owners.get(partition)))
                .findFirst()
                .orElseThrow();
    }

    private List<Way> ways() {
        List<Way> ways = new ArrayList<>();
        ways.add(new Way("one node", 1, List.of(one), caller -> place(one, caller)));
        for (int factor : List.of(1, NODES)) {
            ways.add(new Way("three nodes that are no cluster", factor, strangers, this::atAStranger));
            ways.add(
                    new Way("a cluster of three, each caller at the owner", factor, cluster.nodes(), this::atTheOwner));
            ways.add(new Way("a cluster of three, each caller at any", factor, cluster.nodes(), this::atAny));
        }
        return ways;
    }

    /** Streams are in all partitions in turn. */
    Place place(NodeMember node, int caller) {
        return place(node, caller, PARTITIONS);
    }

    private static Place place(NodeMember node, int caller, int partitions) {
        return new Place(node, PartitionPath.of("/forward/" + caller, caller % partitions, partitions));
    }

    private Place atAStranger(int caller) {
        int partitions = PARTITIONS / NODES;
        return place(strangers.get(caller / partitions % NODES), caller, partitions);
    }

    private Place atTheOwner(int caller) {
        return place(owner(caller % PARTITIONS), caller);
    }

    private Place atAny(int caller) {
        return place(cluster.node(caller / PARTITIONS % NODES), caller);
    }

    /** Until the pace of some rounds is hardly above that of as many before them. */
    void warmUp(int callers) throws IOException, InterruptedException {
        List<Double> paces = new ArrayList<>();
        while (paces.size() < mostWarmUps && !isSteady(paces)) {
            List<Double> round = new ArrayList<>();
            for (Way way : ways()) {
                if (way.factor() == 1) {
                    round.add(appends(callers, way.places()).eventsPerSecond());
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

    /**
     * Measures each way, in turn with the others, and writes a table of them.
     *
     * @return what each takes as a part of what one node takes
     */
    Map<Way, Double> compare(int callers) throws IOException, InterruptedException {
        List<Way> ways = ways();
        List<Sums> sums = ways.stream().map(way -> new Sums()).toList();
        for (int round = 0; round < rounds; round++) {
            for (int way = 0; way < ways.size(); way++) {
                List<NodeMember> nodes = ways.get(way).nodes();
                double nodesBefore = cpuMicros(nodes);
                double brokersBefore = cpuMicros(cluster.brokers());
                Latency latency =
                        appends(ways.get(way).factor() * callers, ways.get(way).places());
                sums.get(way)
                        .add(latency, cpuMicros(nodes) - nodesBefore, cpuMicros(cluster.brokers()) - brokersBefore);
            }
        }
        Throughput base = sums.get(0).medians();
        Map<Way, Double> ratios = new LinkedHashMap<>();
        List<List<Object>> rows = new ArrayList<>();
        for (int way = 0; way < ways.size(); way++) {
            Throughput found = sums.get(way).medians();
            rows.add(found.row(ways.get(way), callers, base));
            ratios.put(ways.get(way), found.eventsPerSecond() / base.eventsPerSecond());
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
        return ratios;
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
    Latency appends(int callers, IntFunction<Place> places) throws IOException, InterruptedException {
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

    static String decimal(double value) {
        return "%.2f".formatted(value);
    }

    @Override
    public void close() {
        threads.shutdownNow();
        others.forEach(ClusterUnderTest::close);
        cluster.close();
    }
}
