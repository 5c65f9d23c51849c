package io.rivulet.app.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rivulet.app.client.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A WebSocket that a case talks on. What comes is kept in its order until a step asks for it; heartbeats are not.
 *
 * <p>When the server closes it, that comes as a message, too: {@code {"op": "close", "code": 1001}}.
 */
final class OpenSocket implements Channel, WebSocket.Listener {

    private final Duration patience;
    private final BlockingQueue<JsonNode> came = new LinkedBlockingQueue<>();
    private final List<JsonNode> passedOver = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private final WebSocket socket;

    /**
     * Connects.
     *
     * @param url as for any request: its scheme is turned into that of WebSockets
     * @param patience how long a message may take to come
     * @throws Mismatch if the server does not open it
     */
    OpenSocket(HttpClient http, String url, Duration patience) {
        this.patience = patience;
        URI uri = URI.create(url.replaceFirst("^http", "ws"));
        socket = await(http.newWebSocketBuilder().buildAsync(uri, this), "the connection");
    }

    /** Sends a message. */
    void say(String message) {
        await(socket.sendText(message, true), "sending a message");
    }

    @Override
    public ObjectNode next(@Nullable String id) {
        JsonNode message = kept(id);
        while (message == null) {
            JsonNode next = await();
            if (isOf(next, id)) {
                message = next;
            } else {
                passedOver.add(next);
            }
        }
        ObjectNode seen = Json.MAPPER.createObjectNode();
        seen.set("event", message.path("op"));
        seen.set("data", message);
        return seen;
    }

    private @Nullable JsonNode kept(@Nullable String id) {
        for (Iterator<JsonNode> each = passedOver.iterator(); each.hasNext(); ) {
            JsonNode message = each.next();
            if (isOf(message, id)) {
                each.remove();
                return message;
            }
        }
        return null;
    }

    /** The end of the connection is meant for whoever waits. */
    private static boolean isOf(JsonNode message, @Nullable String id) {
        return id == null
                || message.path("id").asText().equals(id)
                || message.path("op").asText().equals("close");
    }

    private JsonNode await() {
        try {
            JsonNode next = came.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (next == null) {
                throw new Mismatch("nothing came within " + patience.toSeconds() + " s");
            }
            return next;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Mismatch("interrupted");
        }
    }

    private <T> T await(CompletableFuture<T> future, String what) {
        try {
            return future.orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS).join();
        } catch (CompletionException e) {
            throw new Mismatch(what + " failed: " + reason(e.getCause()));
        }
    }

    private static String reason(@Nullable Throwable cause) {
        if (cause instanceof WebSocketHandshakeException refused) {
            return "the server answers " + refused.getResponse().statusCode();
        }
        return cause instanceof TimeoutException ? "it took too long" : String.valueOf(cause);
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
        text.append(part);
        if (last) {
            JsonNode message = Json.read(text.toString().getBytes(StandardCharsets.UTF_8));
            text.setLength(0);
            if (!message.path("op").asText().equals("heartbeat")) {
                came.add(message);
            }
        }
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        came.add(Json.MAPPER.createObjectNode().put("op", "close").put("code", code));
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable failure) {
        came.add(Json.MAPPER.createObjectNode().put("op", "close").put("failure", failure.toString()));
    }

    @Override
    public void close() {
        if (!socket.isOutputClosed()) {
            await(socket.sendClose(WebSocket.NORMAL_CLOSURE, ""), "closing");
        }
    }

    @Override
    public void abort() {
        socket.abort();
    }
}
