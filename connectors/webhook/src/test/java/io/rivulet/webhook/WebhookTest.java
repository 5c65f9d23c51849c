package io.rivulet.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.rivulet.api.StreamPath;
import io.rivulet.engine.fold.MirrorRow;
import io.rivulet.engine.lane.Session.RetryLaterException;
import io.rivulet.engine.outbound.Delivery;
import io.rivulet.engine.outbound.Outlet;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A receiver that is well, slow, down, redirecting, or answers garbage; real sockets. */
class WebhookTest {

    private static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochSecond(1_700_000_000));

    private final List<String> received = new CopyOnWriteArrayList<>();
    private final List<String> signatures = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer receiver;
    private Webhooks webhooks;

    @BeforeEach
    void start() throws IOException {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.setExecutor(threads);
        receiver.start();
        webhooks = webhooks(Duration.ofSeconds(30));
    }

    private static Webhooks webhooks(Duration timeout) {
        return Webhooks.start(new WebhookSettings(List.of("127.0.0.1"), timeout, 4), CLOCK);
    }

    @AfterEach
    void stop() {
        webhooks.close();
        receiver.stop(0);
        threads.shutdownNow();
    }

    @Test
    void shouldPostASignedBatchWithWhatTellsRepetitions() {
        answer("/hook", exchange -> exchange.sendResponseHeaders(204, -1));

        deliver(webhooks.to(url("/hook"), "secret"));

        assertThat(received)
                .containsExactly(
                        "{\"namespace\":\"default\",\"path\":\"/a\",\"subscription\":\"k\",\"incarnation\":\"1-x\","
                                + "\"events\":[{\"deduplicationId\":\"default/a@7\",\"event\":{\"offset\":7,\"type\":\"t\","
                                + "\"payload\":{\"n\":1}}}]}");
        assertThat(signatures)
                .containsExactly(
                        Signature.of("secret", 1_700_000_000, received.get(0).getBytes(StandardCharsets.UTF_8)));
        assertThat(signatures.get(0)).matches("t=1700000000,v1=[0-9a-f]{64}");
    }

    @Test
    void shouldFailWithWhatTheReceiverSays() {
        answer("/hook", exchange -> exchange.sendResponseHeaders(500, -1));

        assertThatThrownBy(() -> deliver(webhooks.to(url("/hook"), null)))
                .isInstanceOf(Webhook.DeliveryException.class)
                .hasMessageContaining("answered 500");
        assertThat(signatures).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"120", "Tue, 14 Nov 2023 22:15:20 GMT"})
    void shouldWaitAsLongAsTheReceiverAsks(String retryAfter) {
        answer("/hook", exchange -> {
            exchange.getResponseHeaders().add("Retry-After", retryAfter);
            exchange.sendResponseHeaders(503, -1);
        });

        assertThatThrownBy(() -> deliver(webhooks.to(url("/hook"), null)))
                .isInstanceOfSatisfying(RetryLaterException.class, later -> assertThat(later.after())
                        .isEqualTo(Duration.ofMinutes(2)));
    }

    @Test
    void shouldNotFollowRedirects() {
        answer("/secret", exchange -> exchange.sendResponseHeaders(200, -1));
        answer("/hook", exchange -> {
            exchange.getResponseHeaders().add("Location", url("/secret"));
            exchange.sendResponseHeaders(307, -1);
        });

        assertThatThrownBy(() -> deliver(webhooks.to(url("/hook"), null)))
                .hasMessageContaining("answered 307; redirects are not followed");
        assertThat(received).hasSize(1);
    }

    /** The address that is connected to is what counts, whatever the host is called. */
    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.2", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0", "2130706433"})
    void shouldReachNoForbiddenAddress(String host) {
        answer("/hook", exchange -> exchange.sendResponseHeaders(200, -1));
        String target = "http://" + host + ":" + receiver.getAddress().getPort() + "/hook";

        assertThatThrownBy(() -> deliver(webhooks.to(target, null))).hasMessageContaining("did not answer");
        assertThat(received).isEmpty();
    }

    @Test
    void shouldGiveUpOnAReceiverThatDoesNotAnswer() {
        CountDownLatch never = new CountDownLatch(1);
        answer("/hook", exchange -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });

        try (Webhooks impatient = webhooks(Duration.ofMillis(300))) {
            assertThatThrownBy(() -> deliver(impatient.to(url("/hook"), null))).hasMessageContaining("did not answer");
        } finally {
            never.countDown();
        }
    }

    @Test
    void shouldFailOnWhatIsNoHttp() throws IOException {
        try (ServerSocket garbage = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            threads.execute(() -> {
                try (Socket socket = garbage.accept();
                        OutputStream out = socket.getOutputStream()) {
                    out.write("\0\1\2 nonsense\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });

            assertThatThrownBy(() -> deliver(webhooks.to("http://127.0.0.1:" + garbage.getLocalPort() + "/hook", null)))
                    .hasMessageContaining("did not answer");
        }
    }

    /** The status counts; an answer without an end is cut off. */
    @Test
    void shouldReadNoMoreOfAnAnswerThanABound() throws InterruptedException {
        CountDownLatch cutOff = new CountDownLatch(1);
        answer("/hook", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] block = new byte[8192];
            try (OutputStream out = exchange.getResponseBody()) {
                for (int i = 0; i < 1_000_000; i++) {
                    out.write(block);
                }
            } catch (IOException expected) {
                cutOff.countDown();
            }
        });

        deliver(webhooks.to(url("/hook"), null));

        cutOff.await();
        assertThat(received).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://x/", "http:///x", "no url", "http://user:pass@x/", "file:///etc/passwd"})
    void shouldTakeOnlyUrlsOfHttp(String url) {
        assertThatThrownBy(() -> webhooks.to(url, null)).isInstanceOf(IllegalArgumentException.class);
    }

    private void answer(String path, HttpHandler handler) {
        receiver.createContext(path, exchange -> {
            receive(exchange);
            handler.handle(exchange);
            exchange.close();
        });
    }

    private void receive(HttpExchange exchange) throws IOException {
        received.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        String signature = exchange.getRequestHeaders().getFirst(Signature.HEADER);
        if (signature != null) {
            signatures.add(signature);
        }
    }

    private String url(String path) {
        return "http://127.0.0.1:" + receiver.getAddress().getPort() + path;
    }

    private static void deliver(Outlet outlet) {
        Delivery delivery = new Delivery("default", StreamPath.normalise("/a"), "k", "1-x", List.of(event()));
        try {
            outlet.deliver(delivery).toCompletableFuture().join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    /** A row as the store has it: offset, a payload of JSON, the envelope, the payload. */
    private static MirrorRow event() {
        byte[] envelope = "{\"offset\":7,\"type\":\"t\"".getBytes(StandardCharsets.UTF_8);
        byte[] payload = "{\"n\":1}".getBytes(StandardCharsets.UTF_8);
        ByteBuffer row = ByteBuffer.allocate(8 + 1 + 4 + envelope.length + payload.length);
        row.putLong(7).put((byte) 1).putInt(envelope.length).put(envelope).put(payload);
        return new MirrorRow(0, row.array());
    }
}
