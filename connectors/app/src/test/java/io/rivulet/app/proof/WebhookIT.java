package io.rivulet.app.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Webhooks whose receivers flap, are slow, down, redirecting, garbled or forbidden, before and after {@code kill -9}: what happens is
 * seen over HTTP, nothing reaches a forbidden address, and once there is a receiver that is well, every event comes, in order.
 */
class WebhookIT {

    private static final Logger LOG = LoggerFactory.getLogger(WebhookIT.class);

    private static final String FLAPPING = "/hooked/flapping";
    private static final int FAILURES = 8;

    private final Map<String, List<Long>> taken = new ConcurrentHashMap<>();
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger forbidden = new AtomicInteger();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer receiver;
    private HttpServer secret;
    private ServerSocket garbled;
    private int nobody;

    @BeforeEach
    void start() throws IOException {
        receiver = server();
        receiver.createContext("/hook", this::receive);
        receiver.createContext("/slow", exchange -> await(closing));
        receiver.createContext("/redirecting", this::redirect);
        receiver.start();
        secret = server();
        secret.createContext("/", exchange -> {
            forbidden.incrementAndGet();
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        secret.start();
        garbled = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(this::speakNonsense);
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = closed.getLocalPort();
        }
    }

    @AfterEach
    void stop() throws IOException {
        closing.countDown();
        receiver.stop(0);
        secret.stop(0);
        garbled.close();
        threads.shutdownNow();
    }

    @Test
    void shouldTellWhatReceiversDoAndDeliverEveryEventInOrderThroughACrash() {
        Map<String, String> reasons = new LinkedHashMap<>();
        reasons.put("/hooked/slow", "did not answer: ");
        reasons.put("/hooked/down", "did not answer: ");
        reasons.put("/hooked/redirecting", "answered 307; redirects are not followed");
        reasons.put("/hooked/garbled", "did not answer: ");
        reasons.put("/hooked/forbidden", "did not answer: ");
        try (NodeUnderTest node = new NodeUnderTest(
                "webhook.allowed.hosts=127.0.0.1",
                "webhook.timeout.ms=500",
                "processor.batch.events=3",
                "processor.retry.backoff.ms=10",
                "processor.retry.backoff.max.ms=50",
                "processor.max.failures=" + FAILURES)) {
            // Given
            configure(node, FLAPPING, receiver("/hook"));
            configure(node, "/hooked/slow", receiver("/slow"));
            configure(node, "/hooked/down", "http://127.0.0.1:" + nobody + "/");
            configure(node, "/hooked/redirecting", receiver("/redirecting"));
            configure(node, "/hooked/garbled", "http://127.0.0.1:" + garbled.getLocalPort() + "/");
            configure(node, "/hooked/forbidden", forbiddenUrl());
            append(node, FLAPPING, 12);
            reasons.keySet().forEach(path -> append(node, path, 4));

            // Then
            reasons.forEach((path, reason) -> awaitParked(node, path, reason));

            // When
            node.kill();
            node.start();
            append(node, FLAPPING, 8);

            // Then
            reasons.forEach((path, reason) -> awaitParked(node, path, reason));
            awaitAll(node, FLAPPING);
            assertThat(taken).containsOnlyKeys(FLAPPING);

            // When
            reasons.keySet().forEach(path -> configure(node, path, receiver("/hook")));

            // Then
            reasons.keySet().forEach(path -> awaitAll(node, path));
            assertThat(forbidden).hasValue(0);
        }
    }

    /** That a lane is parked, and why, stands at the node and, once, in the stream. */
    private static void awaitParked(NodeUnderTest node, String path, String reason) {
        Deadline.await(
                path + " is parked",
                () -> webhook(node, path).path("status").asText().equals("parked"));
        JsonNode webhook = webhook(node, path);
        assertThat(webhook.path("kind").asText()).isEqualTo("webhook");
        assertThat(webhook.path("reason").asText()).contains(reason);
        assertThat(webhook.path("failures").asInt()).isEqualTo(FAILURES);
        assertThat(webhook.path("lag").asInt())
                .isEqualTo(node.client().mirror("default", path).size());
        assertThat(node.client().mirror("default", path))
                .filteredOn(event -> event.path("type").asText().equals("io.rivulet.stream.error-occurred"))
                .singleElement()
                .satisfies(event ->
                        assertThat(event.at("/payload/error/message").asText()).contains(reason));
    }

    private static JsonNode webhook(NodeUnderTest node, String path) {
        return node.client().processors("default", path).json().at("/processors/0");
    }

    private void awaitAll(NodeUnderTest node, String path) {
        List<Long> all = node.client().mirror("default", path).stream()
                .map(event -> event.path("offset").asLong())
                .toList();
        Deadline.await("every event of " + path + " is delivered", () -> firstTimes(path)
                .containsAll(all));
        assertThat(firstTimes(path)).containsExactlyElementsOf(all);
    }

    /** Without repetitions, which may be: a batch that was taken comes again when that was not known. */
    private Set<Long> firstTimes(String path) {
        return new LinkedHashSet<>(taken.getOrDefault(path, List.of()));
    }

    /** One request in three is turned away. */
    private void receive(HttpExchange exchange) throws IOException {
        JsonNode batch = NodeClient.parse(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        boolean isWell = requests.incrementAndGet() % 3 != 0;
        if (isWell) {
            List<Long> offsets =
                    taken.computeIfAbsent(batch.path("path").asText(), path -> new CopyOnWriteArrayList<>());
            batch.path("events")
                    .forEach(event -> offsets.add(event.at("/event/offset").asLong()));
        }
        exchange.sendResponseHeaders(isWell ? 204 : 503, -1);
        exchange.close();
    }

    private void redirect(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().add("Location", forbiddenUrl());
        exchange.sendResponseHeaders(307, -1);
        exchange.close();
    }

    private void speakNonsense() {
        while (!garbled.isClosed()) {
            try (Socket socket = garbled.accept();
                    InputStream in = socket.getInputStream();
                    OutputStream out = socket.getOutputStream()) {
                int unused = in.read(new byte[8192]);
                out.write("\0\1\2 nonsense\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
            } catch (SocketException e) {
                LOG.atDebug().setCause(e).log("The test is over, or the node has hung up");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private HttpServer server() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        return server;
    }

    private String receiver(String context) {
        return "http://127.0.0.1:" + receiver.getAddress().getPort() + context;
    }

    /** Only the address itself is allowed, not what else leads to it. */
    private String forbiddenUrl() {
        return "http://localhost:" + secret.getAddress().getPort() + "/";
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void configure(NodeUnderTest node, String path, String url) {
        String event = "{\"type\":\"io.rivulet.stream.subscription-configured\",\"payload\":{\"subscriptionKey\":\"w\","
                + "\"subscriber\":{\"type\":\"webhook\",\"url\":\"" + url + "\"}}}";
        assertThat(node.client().append("default", path, event).status()).isEqualTo(201);
    }

    private static void append(NodeUnderTest node, String path, int count) {
        for (int i = 0; i < count; i++) {
            assertThat(node.client().append("default", path, "{\"type\":\"t\"}").status())
                    .isEqualTo(201);
        }
    }
}
