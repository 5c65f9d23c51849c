package io.rivulet.app.faults;

import io.rivulet.broker.BrokerMain;
import io.rivulet.broker.StablePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/**
 * Three brokers and three nodes, each the packaged program in a process of its own, and what can befall them. They end with
 * this process. One thread.
 */
final class ProcessCluster implements AutoCloseable {

    private static final int SIZE = 3;
    private static final String LOOPBACK = "127.0.0.1";
    private static final Path JAR = Path.of("target", "rivulet.jar").toAbsolutePath();

    private final Path folder;
    private final @Nullable Networks networks;
    private final Lives lives = new Lives();
    private final List<ClusterProcess> brokers = new ArrayList<>();
    private final List<ClusterProcess> nodes = new ArrayList<>();
    private final Thread atExit = new Thread(this::killAll, "kill-cluster");
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    /**
     * Starts all of them; returns when they serve.
     *
     * @param folder where they keep everything; logs stay in it
     * @param networks a network for each of them; null for one machine's loopback
     */
    ProcessCluster(Path folder, @Nullable Networks networks) {
        this.folder = folder;
        this.networks = networks;
        Runtime.getRuntime().addShutdownHook(atExit);
        List<Integer> ports = new StablePorts(LOOPBACK, new Random()).pick(3 * SIZE);
        List<Place> brokerPlaces = places("broker", ports.subList(0, SIZE));
        List<Place> nodePlaces = places("node", ports.subList(SIZE, 2 * SIZE));
        String clusterId = Uuid.randomUuid().toString();
        String quorum = IntStream.range(0, SIZE)
                .mapToObj(i -> (i + 1) + "@" + brokerPlaces.get(i).host() + ":" + ports.get(2 * SIZE + i))
                .collect(Collectors.joining(","));
        for (int i = 0; i < SIZE; i++) {
            brokers.add(broker(i + 1, brokerPlaces.get(i), quorum, clusterId));
        }
        brokers.forEach(ClusterProcess::awaitReady);
        String servers = brokerPlaces.stream().map(Place::address).collect(Collectors.joining(","));
        for (Place place : nodePlaces) {
            nodes.add(node(place, servers));
        }
        nodes.forEach(ClusterProcess::awaitReady);
        awaitWell();
    }

    int size() {
        return SIZE;
    }

    Lives lives() {
        return lives;
    }

    /** host:port of each node. */
    List<String> addresses() {
        return nodes.stream().map(node -> node.place().address()).toList();
    }

    void killNode(int node) {
        end(node, ClusterProcess::kill);
    }

    /** SIGTERM; returns when it has stopped in good order. */
    void stopNode(int node) {
        end(node, ClusterProcess::terminate);
    }

    /** Returns when it is ready. */
    void startNode(int node) {
        nodes.get(node).start();
        nodes.get(node).awaitReady();
    }

    /** Only while it does not run. */
    void wipeNode(int node) {
        delete(state(nodes.get(node).place()));
    }

    void pauseNode(int node) {
        nodes.get(node).pause();
    }

    void resumeNode(int node) {
        nodes.get(node).resume();
    }

    void killBroker(int broker) {
        brokers.get(broker).kill();
    }

    void startBroker(int broker) {
        brokers.get(broker).start();
        brokers.get(broker).awaitReady();
    }

    /** A node reaches no broker, and no broker reaches it. */
    void cutNodeFromBrokers(int node) {
        brokers.forEach(broker -> requireNetworks().cut(nodes.get(node).place(), broker.place()));
    }

    /** Two nodes do not reach each other. */
    void cutNodes(int one, int other) {
        requireNetworks().cut(nodes.get(one).place(), nodes.get(other).place());
    }

    void mend() {
        requireNetworks().mend();
    }

    /** Returns when every process runs and every node says that it is ready. */
    void awaitWell() {
        for (ClusterProcess node : nodes) {
            Patience.await(node.place().name() + " is well", Patience.OF_A_CLUSTER, () -> isReady(node));
        }
    }

    @Override
    public void close() {
        killAll();
        Runtime.getRuntime().removeShutdownHook(atExit);
        nodes.forEach(node -> delete(state(node.place())));
        brokers.forEach(broker -> delete(folder.resolve(broker.place().name())));
    }

    private void killAll() {
        Stream.concat(nodes.stream(), brokers.stream()).forEach(ClusterProcess::kill);
    }

    private void end(int node, Consumer<ClusterProcess> how) {
        String address = nodes.get(node).place().address();
        lives.ending(address);
        how.accept(nodes.get(node));
        lives.ended(address);
    }

    private boolean isReady(ClusterProcess node) {
        if (!node.isAlive()) {
            throw new AssertionError(node.place().name() + " has ended by itself");
        }
        try {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create("http://" + node.place().address() + "/health/ready"))
                    .timeout(Duration.ofSeconds(3))
                    .build();
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException("Nobody interrupts this thread", e);
        }
    }

    private List<Place> places(String kind, List<Integer> ports) {
        return IntStream.range(0, SIZE)
                .mapToObj(i -> networks == null
                        ? new Place(kind + "-" + (i + 1), LOOPBACK, ports.get(i), null)
                        : networks.place(kind + "-" + (i + 1), ports.get(i)))
                .toList();
    }

    private ClusterProcess broker(int id, Place place, String quorum, String clusterId) {
        List<String> words = java("-Xmx256m", "-cp", JAR.toString(), BrokerMain.class.getName());
        words.addAll(List.of("--data", folder.resolve(place.name()).toString()));
        words.addAll(List.of("--host", place.host(), "--port", Integer.toString(place.port())));
        words.addAll(List.of("--id", Integer.toString(id), "--quorum", quorum, "--cluster-id", clusterId));
        return new ClusterProcess(place, words, "bootstrap.servers=", folder);
    }

    private ClusterProcess node(Place place, String servers) {
        List<String> words = java("-Xmx384m", "-jar", JAR.toString(), "serve");
        List<String> settings = List.of(
                "bootstrap.servers=" + servers,
                "application.server=" + place.address(),
                "state.dir=" + state(place),
                "standby.replicas=1",
                "http.host=" + place.host(),
                "http.port=" + place.port(),
                "http.insecure.bind=" + (place.network() != null),
                "http.heartbeat.interval.ms=1000");
        settings.forEach(setting -> words.addAll(List.of("--set", setting)));
        return new ClusterProcess(place, words, "Rivulet is ready: ", folder);
    }

    private static List<String> java(String... words) {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(List.of(words));
        return command;
    }

    private Path state(Place place) {
        return folder.resolve(place.name() + "-state");
    }

    private Networks requireNetworks() {
        if (networks == null) {
            throw new IllegalStateException("There is but one network");
        }
        return networks;
    }

    private static void delete(Path tree) {
        if (!Files.exists(tree)) {
            return;
        }
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
