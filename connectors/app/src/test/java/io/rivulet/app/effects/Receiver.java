package io.rivulet.app.effects;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;

/** Takes the webhooks of many streams, refuses one in twenty, and remembers what it took, in which order. */
final class Receiver implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int THREADS = 8;
    private static final int REFUSES_ONE_IN = 20;
    private static final int TAKEN = 204;
    private static final int REFUSED = 503;

    private final RandomGenerator random;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final HttpServer server;
    private final Map<String, List<List<Long>>> batches = new ConcurrentHashMap<>();

    /** @param random also used by many threads at a time */
    Receiver(RandomGenerator random) {
        this.random = random;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::receive);
        server.setExecutor(threads);
        server.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    private void receive(HttpExchange exchange) throws IOException {
        JsonNode batch = JSON.readTree(exchange.getRequestBody());
        boolean isTaken = random.nextInt(REFUSES_ONE_IN) != 0;
        if (isTaken) {
            take(batch);
        }
        exchange.sendResponseHeaders(isTaken ? TAKEN : REFUSED, -1);
        exchange.close();
    }

    private void take(JsonNode batch) {
        String path = batch.get("path").asText();
        List<Long> offsets = new ArrayList<>();
        for (JsonNode each : batch.get("events")) {
            long offset = each.at("/event/offset").asLong();
            String expected = batch.get("namespace").asText() + path + "@" + offset;
            offsets.add(each.get("deduplicationId").asText().equals(expected) ? offset : -1);
        }
        batches.compute(path, (key, before) -> {
            List<List<Long>> all = before == null ? new ArrayList<>() : before;
            all.add(offsets);
            return all;
        });
    }

    /** How many batches came. */
    int batches() {
        return batches.values().stream().mapToInt(List::size).sum();
    }

    /** How many events came, those that came again among them. */
    int events() {
        return batches.values().stream()
                .flatMap(List::stream)
                .mapToInt(List::size)
                .sum();
    }

    boolean hasTaken(String path, long offset) {
        boolean[] isThere = new boolean[1];
        batches.computeIfPresent(path, (key, all) -> {
            isThere[0] = all.stream().anyMatch(batch -> batch.contains(offset));
            return all;
        });
        return isThere[0];
    }

    /**
     * Every event came, none before the one in front of it had come, and each batch is a piece of the stream without a gap: it may
     * only begin again at one that has come before.
     *
     * @param offsets all of the stream's events
     */
    void requireInOrder(String path, List<Long> offsets) {
        int next = 0;
        for (List<Long> batch : batches.getOrDefault(path, List.of())) {
            int from = offsets.indexOf(batch.get(0));
            assertThat(from)
                    .as("%s: %s begins after index %d has come", path, batch, next - 1)
                    .isBetween(0, next);
            assertThat(batch).as(path).isEqualTo(offsets.subList(from, Math.min(from + batch.size(), offsets.size())));
            next = Math.max(next, from + batch.size());
        }
        assertThat(next).as("events of %s that came", path).isEqualTo(offsets.size());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdown();
    }
}
