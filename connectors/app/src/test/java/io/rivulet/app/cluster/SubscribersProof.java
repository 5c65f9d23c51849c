package io.rivulet.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.rivulet.app.crowd.Crowd;
import io.rivulet.app.crowd.LiveHeap;
import io.rivulet.app.crowd.Pacer;
import io.rivulet.app.proof.ProofPage;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Many tails and as many subscriptions on WebSockets follow one stream of one node, and one in ten of each takes nothing for a while: nobody
 * misses or repeats an event (SUB-20), the node's heap is as before, and appends take as long as before (SUB-22).
 */
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class SubscribersProof {

    private static final String PATH = "/many";
    private static final int PACE_MILLIS = 1000;
    private static final int ON_A_SOCKET = 10;

    /** So little waits in a socket that the node notices soon who takes nothing. */
    private static final int SEND_BUFFER_BYTES = 32 << 10;

    private static final int EVENT_BYTES = 16 << 10;

    /** Events that a socket cannot hold: 256 KiB of them, against buffers of 48 at its two ends. Whoever lacks more is waited for. */
    private static final int MOST_IN_A_SOCKET = 16;

    private static final long MOST_HEAP_BYTES = 64L << 20;

    /** Far fewer than are stalled: pools breathe. */
    private static final int MOST_THREADS = 20;

    /** Of medians within one run, on a machine that does other things, too. */
    private static final double MOST_SLOWER = 1.5;

    private final int ofEach = LongProof.choose(1000, 100);
    private final int seconds = LongProof.choose(60, 30);
    private final ProofPage page = new ProofPage("subscribers");

    @Test
    void shouldCostNobodyAnythingThatSomeTakeNothing() {
        try (ClusterUnderTest cluster = ClusterUnderTest.named("subscribers")
                        .brokers(Site.HERE)
                        .nodes(Site.HERE)
                        .set("topic.replication.factor", "1")
                        .set("streams.replication.factor", "1")
                        .set("standby.replicas", "0")
                        .set("http.socket.send.buffer.bytes", String.valueOf(SEND_BUFFER_BYTES))
                        // Longer than anybody takes nothing: a connection that is closed for it would hide what is
                        // asked here.
                        .set("http.idle.timeout.ms", "300000")
                        .start();
                Crowd crowd = new Crowd(List.of(cluster.node(0).uri()))) {
            prove(cluster.node(0), crowd);
        }
        LongProof.write(page, SubscribersProof.class);
    }

    private void prove(NodeMember node, Crowd crowd) {
        // Given
        List<URI> nodes = List.of(node.uri());
        Pacer pacer = new Pacer(nodes, List.of(PATH), EVENT_BYTES, PACE_MILLIS);
        pacer.append(1);
        crowd.openTails(ofEach, List.of(PATH));
        crowd.openSockets(ofEach / ON_A_SOCKET, ON_A_SOCKET, List.of(PATH));
        crowd.await(PATH, pacer.appended());
        page.step(2 * ofEach + " subscriptions are open");
        pacer.append(seconds / 3);
        crowd.await(PATH, pacer.appended());
        double before = median(pacer.append(seconds / 2));
        crowd.await(PATH, pacer.appended());
        long heapBefore = LiveHeap.bytesOf(node.pid());
        long threadsBefore = Footprint.of(node.pid()).threads();

        // When
        crowd.stall();
        page.step("one in ten takes nothing");
        double during = median(pacer.append(seconds));
        long behind = behind(node);
        long heapDuring = LiveHeap.bytesOf(node.pid());
        long threadsDuring = Footprint.of(node.pid()).threads();
        crowd.goOn();
        page.step("all take what comes again");
        crowd.await(PATH, pacer.appended());
        page.step("all have everything");
        long heapAfter = LiveHeap.bytesOf(node.pid());

        // Then
        page.result("subscriptions", ofEach + " tails, and " + ofEach + " on " + ofEach / ON_A_SOCKET + " WebSockets");
        page.result("events of 16 KiB, each of which came to everybody once and in order", pacer.appended() + 1);
        page.result("one in ten took nothing for", seconds + " s");
        page.result("of those the node was waiting for at the end of it", behind + " of " + ofEach / 5);
        page.table(
                List.of("", "all take", "one in ten takes nothing", "it has caught up"),
                List.of(
                        List.of("append, median", millis(before), millis(during), ""),
                        List.of("heap after a collection", mib(heapBefore), mib(heapDuring), mib(heapAfter)),
                        List.of(
                                "threads",
                                threadsBefore,
                                threadsDuring,
                                Footprint.of(node.pid()).threads())));
        assertThat(crowd.reconnections()).isZero();
        assertThat(behind).isEqualTo(crowd.stalledFollowers().size());
        assertThat(heapDuring - heapBefore).isLessThan(MOST_HEAP_BYTES);
        assertThat(heapAfter - heapBefore).isLessThan(MOST_HEAP_BYTES);
        assertThat(threadsDuring - threadsBefore).isLessThan(MOST_THREADS);
        assertThat(during / before).isLessThan(MOST_SLOWER);
    }

    /** How many subscriptions lack more than sockets hold, so that the node keeps a cursor for them and waits. */
    private static long behind(NodeMember node) {
        JsonNode answer = node.client().read("/v1/default/state" + PATH);
        long head = answer.at("/state/maxOffset").asLong();
        List<Long> cursors = new ArrayList<>();
        answer.get("connections")
                .forEach(connection -> cursors.add(connection.get("cursor").asLong()));
        return cursors.stream()
                .filter(cursor -> head - cursor > MOST_IN_A_SOCKET)
                .count();
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private static String millis(double value) {
        return String.format("%.1f ms", value);
    }

    private static String mib(long bytes) {
        return String.format("%.1f MiB", bytes / (double) (1 << 20));
    }
}
