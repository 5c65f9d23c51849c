package io.rivulet.app.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.rivulet.app.proof.NodeClient.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two hundred writers append to one stream at the same time. */
@ExtendWith(SharedNode.class)
class WritersIT {

    private static final int WRITERS = 200;
    private static final int KEYS = 300;
    private static final int APPENDS = 10;

    private final NodeClient client;
    private final Served served;

    WritersIT(NodeUnderTest node) {
        client = node.client();
        served = new Served(client, "default");
    }

    @Test
    void shouldLetExactlyOneWriterWinEachOffset() throws Exception {
        // Given
        String path = "/writers/offsets";
        long head = offset(client.append("default", path, "{\"type\":\"begun\"}"));

        // When
        List<Integer> losses = together(writer -> () -> appendAtHead(path, writer, head));

        // Then
        List<JsonNode> mirror = served.mirror(path);
        assertThat(mirror).hasSize(2 + WRITERS);
        assertThat(mirror.subList(2, mirror.size()))
                .extracting(event -> event.get("payload").get("writer").asInt())
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, WRITERS).boxed().toList());
        for (int i = 2; i < mirror.size(); i++) {
            assertThat(mirror.get(i).get("payload").get("expected"))
                    .isEqualTo(mirror.get(i - 1).get("offset"));
        }
        assertThat(losses).as("writers that came too late at least once").anyMatch(lost -> lost > 0);
        served.feedCovers(path, mirror);
    }

    @Test
    void shouldTakeEachIdempotencyKeyOnce() throws Exception {
        // Given
        String path = "/writers/keys";
        long seed = System.nanoTime();
        Map<String, Long> offsets = new ConcurrentHashMap<>();

        // When
        List<Integer> accepted = together(writer -> () -> appendKeys(path, new Random(seed + writer), offsets));

        // Then
        List<JsonNode> mirror = served.mirror(path);
        assertThat(mirror.subList(1, mirror.size()))
                .as("seed %d", seed)
                .extracting(event -> event.get("idempotencyKey").asText())
                .containsExactlyInAnyOrderElementsOf(offsets.keySet());
        assertThat(mirror.subList(1, mirror.size()))
                .allMatch(event -> event.get("offset").asLong()
                        == offsets.get(event.get("idempotencyKey").asText()));
        assertThat(accepted.stream().mapToInt(Integer::intValue).sum()).isEqualTo(offsets.size());
        served.feedCovers(path, mirror);
    }

    /** Appends once, however often it has to learn the head anew; answers how often. */
    private int appendAtHead(String path, int writer, long firstHead) {
        long head = firstHead;
        for (int lost = 0; ; lost++) {
            Reply reply = client.append(
                    "default",
                    path,
                    "{\"type\":\"written\",\"expectedOffset\":" + head + ",\"payload\":{\"writer\":" + writer
                            + ",\"expected\":" + head + "}}");
            if (reply.status() == 201) {
                assertThat(offset(reply)).isGreaterThan(head);
                return lost;
            }
            assertThat(reply.status()).as(reply.text()).isEqualTo(412);
            assertThat(reply.problem()).isEqualTo("/problems/expected-offset");
            long current = reply.json().get("currentOffset").asLong();
            assertThat(current).as("the head that a loser is told").isGreaterThan(head);
            head = current;
        }
    }

    /** Answers how many of its appends were the first of their key. */
    private int appendKeys(String path, Random random, Map<String, Long> offsets) {
        int accepted = 0;
        for (int i = 0; i < APPENDS; i++) {
            String key = "key " + random.nextInt(KEYS);
            Reply reply = client.append("default", path, "{\"type\":\"written\",\"idempotencyKey\":\"" + key + "\"}");
            assertThat(reply.status()).as(reply.text()).isIn(200, 201);
            accepted += reply.status() == 201 ? 1 : 0;
            Long known = offsets.putIfAbsent(key, offset(reply));
            assertThat(known).isIn(null, offset(reply));
        }
        return accepted;
    }

    private static <T> List<T> together(IntFunction<Callable<T>> writer) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> result : threads.invokeAll(
                    IntStream.range(0, WRITERS).mapToObj(writer).toList())) {
                results.add(result.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }

    private static long offset(Reply reply) {
        return reply.json().get("events").get(0).get("offset").asLong();
    }
}
