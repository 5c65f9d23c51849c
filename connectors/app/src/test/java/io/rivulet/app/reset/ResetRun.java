package io.rivulet.app.reset;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.rivulet.app.ExitCode;
import io.rivulet.app.Typed;
import io.rivulet.app.cluster.ClusterStatus;
import io.rivulet.app.cluster.ClusterUnderTest;
import io.rivulet.app.cluster.NodeMember;
import io.rivulet.app.cluster.PartitionPath;
import io.rivulet.app.proof.Deadline;
import io.rivulet.app.proof.ProofPage;
import io.rivulet.client.ClientSettings;
import io.rivulet.client.RivuletClient;
import io.rivulet.client.subscription.SubscribeOptions;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Streams of one cluster, one in each partition, that are reset while they are written, followed and read. Everybody begins when it is made;
 * at the end all must have what the log says.
 */
final class ResetRun implements AutoCloseable {

    /** Events in a life before it may be ended, at most. */
    private static final int LONGEST_LIFE = 120;

    private final ClusterUnderTest cluster;
    private final List<String> paths;
    private final Random random;
    private final Lives lives = new Lives();
    private final RivuletClient client;
    private final Resetter resetter;
    private final List<LifeWriter> writers = new ArrayList<>();
    private final List<PageReader> readers = new ArrayList<>();
    private final List<BareTail> tails = new ArrayList<>();
    private final List<SocketTail> sockets = new ArrayList<>();
    private final List<Subscriber> attached = new ArrayList<>();
    private final List<Subscriber> away = new ArrayList<>();
    private final List<CompletableFuture<Void>> running = new ArrayList<>();
    private final List<CompletableFuture<Void>> writing = new ArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final long[] begun;

    ResetRun(ClusterUnderTest cluster, int partitions, Random random) {
        this.cluster = cluster;
        this.random = random;
        List<URI> uris = cluster.nodes().stream().map(NodeMember::uri).toList();
        client = RivuletClient.of(ClientSettings.of(uris.toArray(URI[]::new)).withOutage(Duration.ofMinutes(2)));
        Nodes nodes = new Nodes(
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(Duration.ofSeconds(5))
                        .build(),
                uris,
                random);
        resetter = new Resetter(nodes.forAnother(), lives);
        paths = IntStream.range(0, partitions)
                .mapToObj(partition -> PartitionPath.of("/reset", partition, partitions))
                .toList();
        begun = new long[partitions];
        for (String path : paths) {
            writers.add(begin(new LifeWriter(client.stream(path), new Random(random.nextLong()), lives)));
            writing.add(running.get(running.size() - 1));
            readers.add(begin(new PageReader("a reader of " + path, path, nodes.forAnother(), lives)));
            tails.add(begin(new BareTail("a tail of " + path, path, nodes.forAnother(), lives)));
            attached.add(subscriber("an attached copy of " + path, path, SubscribeOptions.ALL));
            attached.add(subscriber("a filtered copy of " + path, path, SubscribeOptions.ALL.withTypes("counted")));
            away.add(subscriber("a copy of " + path + " that goes away", path, SubscribeOptions.ALL));
        }
        sockets.add(begin(new SocketTail("a socket", paths, nodes.forAnother(), lives)));
        sockets.add(begin(new SocketTail("another socket", paths, nodes.forAnother(), lives)));
    }

    private <A extends Actor> A begin(A actor) {
        running.add(CompletableFuture.runAsync(actor, threads));
        return actor;
    }

    private Subscriber subscriber(String name, String path, SubscribeOptions options) {
        Subscriber subscriber = new Subscriber(name, client.stream(path), options, lives);
        subscriber.come();
        return subscriber;
    }

    /**
     * Ends so many lives, one after the other.
     *
     * @param resetsToAKill after so many the owner of the stream that is reset is killed meanwhile; 0 for never
     */
    void reset(int resets, int resetsToAKill, ProofPage page) {
        for (int reset = 1; reset <= resets; reset++) {
            int stream = random.nextInt(paths.size());
            awaitGrowth(stream, 1 + random.nextInt(LONGEST_LIFE));
            goAwayOrComeBack(paths.get(stream));
            boolean isKill = resetsToAKill > 0 && reset % resetsToAKill == 0;
            page.step("reset " + reset + " ended " + (isKill ? resetWhileOwnerDies(stream) : end(stream)));
            assertThat(lives.broken()).isEmpty();
        }
        IntStream.range(0, paths.size()).forEach(stream -> awaitGrowth(stream, LONGEST_LIFE));
    }

    /** Until so many more events of a stream were acknowledged since its last reset. */
    private void awaitGrowth(int stream, int events) {
        LifeWriter writer = writers.get(stream);
        Deadline.await(
                "there are " + events + " more events in " + paths.get(stream),
                () -> writer.written() >= begun[stream] + events
                        || running.stream().anyMatch(CompletableFuture::isDone));
        requireAllRun();
    }

    private String end(int stream) {
        Life life = resetter.reset(paths.get(stream));
        begun[stream] = writers.get(stream).written();
        return life.path() + " " + life.incarnation();
    }

    /** The owner is killed before the reset is asked for, or while it is on its way. */
    private String resetWhileOwnerDies(int stream) {
        NodeMember victim = owner(stream);
        boolean isBefore = random.nextBoolean();
        Supplier<String> reset = () -> end(stream);
        if (isBefore) {
            victim.kill();
        }
        CompletableFuture<String> ended = CompletableFuture.supplyAsync(reset, threads);
        if (!isBefore) {
            victim.kill();
        }
        String what = ended.join();
        victim.start();
        return what + ", while " + victim + " was killed";
    }

    private NodeMember owner(int stream) {
        List<NodeMember> found = new ArrayList<>();
        Deadline.await("there is an owner of partition " + stream, () -> {
            String address = ClusterStatus.of(cluster.node(0).uri()).owners().get(stream);
            cluster.nodes().stream()
                    .filter(node -> node.address().equals(address))
                    .forEach(found::add);
            return !found.isEmpty();
        });
        return found.get(0);
    }

    private void goAwayOrComeBack(String path) {
        away.stream().filter(each -> each.isOf(path)).forEach(each -> {
            if (random.nextBoolean()) {
                each.leave();
            } else {
                each.come();
            }
        });
    }

    private void requireAllRun() {
        running.stream().filter(CompletableFuture::isDone).forEach(CompletableFuture::join);
    }

    /** Nothing more is written; everybody comes back, and what all of them have is what every node reads from the log. */
    void converge() {
        writers.forEach(LifeWriter::end);
        readers.forEach(PageReader::end);
        away.forEach(Subscriber::come);
        writing.forEach(CompletableFuture::join);
        for (int stream = 0; stream < paths.size(); stream++) {
            converge(paths.get(stream), tails.get(stream));
        }
        tails.forEach(BareTail::end);
        sockets.forEach(SocketTail::end);
        running.forEach(CompletableFuture::join);
        assertThat(lives.broken()).isEmpty();
        verify();
    }

    private void converge(String path, BareTail tail) {
        List<String> all = page(path, "");
        assertThat(all).as(path).hasSizeGreaterThan(LONGEST_LIFE / 2);
        Deadline.await("the tail has " + path, () -> tail.shown().events().equals(all));
        for (SocketTail socket : sockets) {
            Deadline.await(
                    "the socket has " + path, () -> socket.shown(path).events().equals(all));
        }
        List<Subscriber> subscribers = new ArrayList<>(attached);
        subscribers.addAll(away);
        for (Subscriber subscriber : subscribers) {
            if (subscriber.isOf(path)) {
                List<String> types = subscriber.options().types();
                List<String> expected = types.isEmpty() ? all : page(path, "&types=" + types.get(0));
                Deadline.await(
                        "a copy has " + path, () -> subscriber.copy().events().equals(expected));
            }
        }
    }

    /** All events of a stream, the same through every node. */
    private List<String> page(String path, String types) {
        Set<List<String>> pages = new HashSet<>();
        for (NodeMember node : cluster.nodes()) {
            List<String> events = new ArrayList<>();
            JsonNode next;
            do {
                String after = events.isEmpty()
                        ? "-1"
                        : Nodes.json(events.get(events.size() - 1))
                                .get("offset")
                                .asText();
                JsonNode page = node.client()
                        .read("/v1/default/events" + path + "?limit=1000&consistency=linearizable&after=" + after
                                + types);
                page.get("events").forEach(event -> events.add(event.toString()));
                next = page.get("next");
            } while (!next.isNull());
            pages.add(events);
        }
        assertThat(pages).as("%s through every node", path).hasSize(1);
        return pages.iterator().next();
    }

    /** The rows of all partitions are the fold of their log, computed anew. */
    private void verify() {
        String scratch = cluster.folder().resolve("scratch").toString();
        Typed verify = Typed.at(cluster.node(0).uri().toString(), "verify", "--scratch", scratch);
        assertThat(verify.exitCode()).as(verify.out() + verify.err()).isEqualTo(ExitCode.OK);
        assertThat(verify.out()).contains("All equal").doesNotContain("DIFFERENT");
    }

    /** What was seen, as a row of a table. */
    List<Object> figures() {
        return List.of(
                writers.stream().mapToLong(LifeWriter::written).sum(),
                lives.shown(),
                readers.stream().mapToLong(PageReader::read).sum(),
                readers.stream().mapToLong(PageReader::spared).sum(),
                readers.stream().mapToLong(PageReader::refused).sum(),
                tails.stream().mapToLong(BareTail::connections).sum()
                        + sockets.stream().mapToLong(SocketTail::connections).sum(),
                attached.stream().mapToInt(each -> each.copy().discarded()).sum()
                        + away.stream()
                                .mapToInt(each -> each.copy().discarded())
                                .sum(),
                lives.behind());
    }

    static List<String> headings() {
        return List.of(
                "events",
                "times that something was shown",
                "pages",
                "304",
                "409",
                "connections of bare tails and sockets",
                "copies discarded",
                "read of an owner that was deposed, and said so");
    }

    @Override
    public void close() {
        writers.forEach(LifeWriter::end);
        readers.forEach(PageReader::end);
        tails.forEach(BareTail::end);
        sockets.forEach(SocketTail::end);
        client.close();
        threads.shutdown();
    }
}
