package io.rivulet.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A client of the WebSocket: what it got, in order. It can stop reading. */
final class LiveClient implements WebSocket.Listener, AutoCloseable {

    private static final long SECONDS = 30;

    private final BlockingQueue<JsonNode> messages = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final StringBuilder text = new StringBuilder();
    private final WebSocket socket;
    private volatile boolean isStalled;

    LiveClient(HttpClient http, URI server) {
        URI uri = URI.create("ws" + server.toString().substring("http".length()) + "/v1/default/live");
        socket = http.newWebSocketBuilder().buildAsync(uri, this).join();
    }

    LiveClient(TestServer server) {
        this(HttpClient.newHttpClient(), server.server.uri());
    }

    /** Sends a message written with single quotes. */
    LiveClient say(String message) {
        socket.sendText(message.replace('\'', '"'), true).join();
        return this;
    }

    /** The next message that is no heartbeat. */
    JsonNode next() throws InterruptedException {
        JsonNode next = any();
        while (next.get("op").asText().equals("heartbeat")) {
            next = any();
        }
        return next;
    }

    /** The next message. */
    JsonNode any() throws InterruptedException {
        JsonNode next = messages.poll(SECONDS, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("no message came");
        }
        return next;
    }

    /** The next message of an op; all others are passed over. */
    JsonNode next(String op) throws InterruptedException {
        JsonNode next = any();
        while (!next.get("op").asText().equals(op)) {
            next = any();
        }
        return next;
    }

    /** Reads nothing more from the socket, but what is on its way already. */
    void stall() {
        isStalled = true;
    }

    void goOn() {
        isStalled = false;
        socket.request(1);
    }

    /** The code with which the server closed it. */
    int closeCode() throws Exception {
        return closed.get(SECONDS, TimeUnit.SECONDS);
    }

    /** Goes away without a word. */
    void breakOff() {
        socket.abort();
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        text.append(data);
        if (last) {
            messages.add(TestServer.json(text.toString()));
            text.setLength(0);
        }
        if (!isStalled) {
            from.request(1);
        }
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int statusCode, String reason) {
        closed.complete(statusCode);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        closed.completeExceptionally(error);
    }

    @Override
    public void close() {
        var unused = socket.sendClose(WebSocket.NORMAL_CLOSURE, "");
    }
}
