package io.rivulet.app.cluster;

import io.rivulet.app.proof.Deadline;
import io.rivulet.broker.StablePorts;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/**
 * Brokers and nodes of the packaged program, each a process of its own:
 *
 * <pre>{@code
 * try (ClusterUnderTest cluster = ClusterUnderTest.named("take-over").set("topic.partitions", "6").start()) {
 *     cluster.node(0).client().append("default", "/a", event);
 *     cluster.node(0).kill();
 *     ...
 *     cluster.node(0).wipe();
 *     cluster.node(0).start();
 * }
 * }</pre>
 *
 * <p>Everything is under {@code target/clusters/NAME-...}; closing kills what runs and deletes all but the logs. Indexes are from
 * 0.
 */
public final class ClusterUnderTest implements AutoCloseable {

    private static final int BROKER_HEAP_MEGABYTES = 384;
    private static final Duration LOOK = Duration.ofMillis(250);

    /** So long nothing may move: longer than the group waits until it looks again whether something should. */
    private static final Duration CALM = Duration.ofSeconds(6);

    private static final Pattern BROKER_READY = Pattern.compile("The broker is ready: \\S+ \\(ready in (\\S+) s\\)");

    private final ClusterFolder folder;
    private final String bootstrapServers;
    private final List<Member> brokers = new ArrayList<>();
    private final List<NodeMember> nodes = new ArrayList<>();

    private ClusterUnderTest(Plan plan) {
        folder = ClusterFolder.create(plan.name);
        List<Integer> ports =
                new StablePorts(Site.HERE.host(), new Random()).pick(2 * plan.brokers.size() + plan.nodes.size());
        int count = plan.brokers.size();
        bootstrapServers = Optional.ofNullable(plan.othersBrokers).orElseGet(() -> IntStream.range(0, count)
                .mapToObj(i -> plan.brokers.get(i).host() + ":" + ports.get(i))
                .collect(Collectors.joining(",")));
        String quorum = IntStream.range(0, count)
                .mapToObj(i -> (i + 1) + "@" + plan.brokers.get(i).host() + ":" + ports.get(count + i))
                .collect(Collectors.joining(","));
        String clusterId = Uuid.randomUuid().toString();
        for (int i = 0; i < count; i++) {
            brokers.add(broker(i, plan.brokers.get(i), ports.get(i), quorum, clusterId));
        }
        for (int i = 0; i < plan.nodes.size(); i++) {
            nodes.add(NodeMember.of(
                    i,
                    folder.path(),
                    plan.nodes.get(i),
                    ports.get(2 * count + i),
                    bootstrapServers,
                    plan.settings,
                    plan.isVerbose));
        }
    }

    /** A plan for three brokers and three nodes here. */
    public static Plan named(String name) {
        return new Plan(name);
    }

    /** What a cluster is to be. */
    public static final class Plan {

        private final String name;
        private final Map<String, String> settings = new TreeMap<>();
        private boolean isVerbose;
        private @Nullable String othersBrokers;
        private List<Site> brokers = List.of(Site.HERE, Site.HERE, Site.HERE);
        private List<Site> nodes = List.of(Site.HERE, Site.HERE, Site.HERE);

        private Plan(String name) {
            this.name = name;
        }

        /** A setting of all nodes. */
        public Plan set(String key, String value) {
            settings.put(key, value);
            return this;
        }

        /** Nodes log what Kafka's clients do, too. */
        public Plan verbose() {
            isVerbose = true;
            return this;
        }

        /** A broker at each of these. */
        public Plan brokers(Site... sites) {
            brokers = List.of(sites);
            return this;
        }

        /** No brokers of its own: a second deployment on those of another cluster, with topics and a group of its own. */
        public Plan besides(ClusterUnderTest other) {
            brokers = List.of();
            othersBrokers = other.bootstrapServers;
            return set("application.id", name).set("namespaces", "default:rivulet-" + name);
        }

        /** A node at each of these. */
        public Plan nodes(Site... sites) {
            nodes = List.of(sites);
            return this;
        }

        /** The cluster, with no process started. */
        public ClusterUnderTest prepare() {
            return new ClusterUnderTest(this);
        }

        /** Starts all; returns when all serve. */
        public ClusterUnderTest start() {
            ClusterUnderTest cluster = prepare();
            try {
                cluster.startBrokers();
                cluster.startNodes();
                return cluster;
            } catch (RuntimeException | Error e) {
                cluster.close();
                throw e;
            }
        }
    }

    /** Starts all brokers together; returns when they serve. */
    public void startBrokers() {
        brokers.forEach(Member::launch);
        brokers.forEach(Member::awaitReady);
    }

    /** Starts all nodes together; returns when they serve. */
    public void startNodes() {
        nodes.forEach(Member::launch);
        nodes.forEach(Member::awaitReady);
    }

    /**
     * Returns once nothing is left to be moved: each partition is served by one node and copied by another, and that has
     * lasted.
     *
     * @return the address of the node that serves each partition
     */
    public Map<Integer, String> awaitRest(int partitions) {
        List<NodeMember> running = nodes.stream().filter(Member::isAlive).toList();
        Rest rest = new Rest(running.get(0).uri(), partitions, running);
        Deadline.await("the cluster is at rest", LOOK, rest::hasLasted);
        return rest.owners;
    }

    /** Nothing has moved for a while. */
    private static final class Rest {

        private final URI asked;
        private final int partitions;
        private final List<NodeMember> running;
        private Map<Integer, String> owners = Map.of();
        private long sinceNanos;

        Rest(URI asked, int partitions, List<NodeMember> running) {
            this.asked = asked;
            this.partitions = partitions;
            this.running = running;
        }

        boolean hasLasted() {
            ClusterStatus status = ClusterStatus.of(asked);
            if (!status.isAtRest(partitions, running) || !status.owners().equals(owners)) {
                owners = status.owners();
                sinceNanos = System.nanoTime();
            }
            return System.nanoTime() - sinceNanos > CALM.toNanos();
        }
    }

    public Member broker(int index) {
        return brokers.get(index);
    }

    public NodeMember node(int index) {
        return nodes.get(index);
    }

    public List<Member> brokers() {
        return List.copyOf(brokers);
    }

    public List<NodeMember> nodes() {
        return List.copyOf(nodes);
    }

    /** For Kafka's clients. */
    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** Where the logs are, and whatever a test wants to leave beside them. */
    public Path folder() {
        return folder.path();
    }

    private Member broker(int index, Site site, int port, String quorum, String clusterId) {
        String name = "broker-" + index;
        List<String> arguments = List.of(
                "broker",
                "--data",
                folder.path().resolve(name).toString(),
                "--host",
                site.host(),
                "--port",
                String.valueOf(port),
                "--id",
                String.valueOf(index + 1),
                "--quorum",
                quorum,
                "--cluster-id",
                clusterId);
        return new Member(name, folder.path(), site, BROKER_HEAP_MEGABYTES, arguments, BROKER_READY);
    }

    /** Kills what runs, paused or not. The logs stay. */
    @Override
    public void close() {
        nodes.forEach(Member::end);
        brokers.forEach(Member::end);
        folder.deleteData();
    }
}
