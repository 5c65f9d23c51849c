package io.rivulet.app.faults;

import io.rivulet.app.cluster.ClusterUnderTest;
import io.rivulet.app.cluster.Member;
import io.rivulet.app.cluster.NodeMember;
import io.rivulet.app.cluster.Site;
import io.rivulet.app.proof.Deadline;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Three brokers and three nodes as processes, and what can befall them. Members count from 0. One thread. */
final class FaultyCluster implements AutoCloseable {

    private static final int SIZE = 3;
    private static final Duration ANSWER = Duration.ofSeconds(3);

    /** An append that is not judged by then never is, and clients hear of it before they lose patience. */
    static final Duration APPEND = Duration.ofSeconds(12);

    private final ClusterUnderTest cluster;
    private final @Nullable Networks networks;
    private final Lives lives = new Lives();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(ANSWER)
            .build();

    /**
     * Starts all of them; returns when they serve.
     *
     * @param networks a network for each of them; null for one machine's loopback
     */
    FaultyCluster(@Nullable Networks networks) {
        this.networks = networks;
        cluster = ClusterUnderTest.named("faults")
                .set("http.heartbeat.interval.ms", "1000")
                .set("append.timeout.ms", String.valueOf(APPEND.toMillis()))
                .set("http.insecure.bind", String.valueOf(networks != null))
                .brokers(sites("broker"))
                .nodes(sites("node"))
                .start();
        awaitWell();
    }

    int size() {
        return SIZE;
    }

    Lives lives() {
        return lives;
    }

    /** Where the logs are, and stay. */
    Path folder() {
        return cluster.folder();
    }

    /** host:port of each node. */
    List<String> addresses() {
        return cluster.nodes().stream().map(NodeMember::address).toList();
    }

    void killNode(int node) {
        end(node, Member::kill);
    }

    /** SIGTERM; returns when it has stopped in good order. */
    void stopNode(int node) {
        end(node, Member::stop);
    }

    /** Returns when it serves. */
    void startNode(int node) {
        cluster.node(node).start();
    }

    /** Only while it does not run. */
    void wipeNode(int node) {
        cluster.node(node).wipe();
    }

    void pauseNode(int node) {
        cluster.node(node).pause();
    }

    void resumeNode(int node) {
        cluster.node(node).resume();
    }

    void killBroker(int broker) {
        cluster.broker(broker).kill();
    }

    /** Returns when it serves. */
    void startBroker(int broker) {
        cluster.broker(broker).start();
    }

    /** A node reaches no broker, and no broker reaches it. */
    void cutNodeFromBrokers(int node) {
        IntStream.range(0, SIZE).forEach(broker -> networks().cut("node-" + node, "broker-" + broker));
    }

    /** Two nodes do not reach each other. */
    void cutNodes(int one, int other) {
        networks().cut("node-" + one, "node-" + other);
    }

    /** Undoes all cuts. */
    void mend() {
        networks().mend();
    }

    /** Returns when every node says that it is ready. */
    void awaitWell() {
        for (NodeMember node : cluster.nodes()) {
            Deadline.await(node + " is ready", () -> isReady(node));
        }
    }

    @Override
    public void close() {
        cluster.close();
    }

    private void end(int node, Consumer<Member> how) {
        NodeMember member = cluster.node(node);
        lives.ending(member.address());
        how.accept(member);
        lives.ended(member.address());
    }

    private boolean isReady(NodeMember node) {
        if (!node.isAlive()) {
            throw new AssertionError(node + " has ended by itself; see " + node.log());
        }
        HttpRequest request = HttpRequest.newBuilder(URI.create(node.uri() + "/health/ready"))
                .timeout(ANSWER)
                .build();
        try {
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException("Nobody interrupts this thread", e);
        }
    }

    private Site[] sites(String kind) {
        return IntStream.range(0, SIZE)
                .mapToObj(i -> networks == null ? Site.HERE : networks.site(kind + "-" + i))
                .toArray(Site[]::new);
    }

    private Networks networks() {
        if (networks == null) {
            throw new IllegalStateException("There is but one network");
        }
        return networks;
    }
}
