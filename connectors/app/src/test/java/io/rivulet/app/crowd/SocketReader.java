package io.rivulet.app.crowd;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A WebSocket with many subscriptions, each under its number as its id. */
final class SocketReader extends Reader {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String EVENTS = ",\"incarnation\"";

    private final List<Follower> followers;
    private volatile @Nullable WebSocket socket;
    private CompletableFuture<@Nullable Void> sent = CompletableFuture.completedFuture(null);

    /** @param paths of the streams to follow */
    SocketReader(List<URI> nodes, int first, List<String> paths) {
        super(nodes, first);
        followers = paths.stream().map(Follower::new).toList();
    }

    @Override
    List<Follower> followers() {
        return followers;
    }

    @Override
    void connect(URI node) {
        URI live = URI.create("ws" + node.toString().substring("http".length()) + "/v1/default/live");
        var unused = HTTP.newWebSocketBuilder()
                .connectTimeout(Duration.ofSeconds(20))
                .buildAsync(live, new Messages())
                .whenComplete((opened, failure) -> {
                    if (opened == null) {
                        broken();
                    } else {
                        IntStream.range(0, followers.size()).forEach(number -> subscribe(opened, number));
                    }
                });
    }

    /** Messages go one after the other, since a WebSocket sends one at a time; what a dead one did not send is nobody's. */
    private synchronized void subscribe(WebSocket on, int number) {
        sent = sent.exceptionally(dead -> null)
                .thenCompose(done -> on.sendText(subscription(number), true).thenRun(() -> {}));
    }

    private String subscription(int number) {
        Follower follower = followers.get(number);
        return "{\"op\":\"subscribe\",\"id\":\"" + number + "\",\"path\":\"" + follower.path() + "\",\"after\":"
                + follower.resumeAfter() + "}";
    }

    @Override
    void demand() {
        WebSocket open = socket;
        if (open != null) {
            open.request(1);
        }
    }

    @Override
    void disconnect() {
        WebSocket open = socket;
        if (open != null) {
            open.abort();
        }
    }

    private void take(WebSocket from, String message) {
        int events = message.indexOf(EVENTS);
        if (message.startsWith("{\"op\":\"batch\"") && events > 0) {
            JsonNode head = parse(message.substring(0, events) + "}");
            follower(head).take(message.substring(events), head.get("after").asLong());
            return;
        }
        JsonNode told = parse(message);
        switch (told.get("op").asText()) {
            case "closed" -> later(() -> subscribe(from, told.get("id").asInt()));
            case "reset" -> follower(told).complain("there was a reset");
            case "problem" -> followers.forEach(each -> each.complain("a problem: " + message));
            default -> {}
        }
    }

    private Follower follower(JsonNode message) {
        return followers.get(message.get("id").asInt());
    }

    private static JsonNode parse(String message) {
        try {
            return JSON.readTree(message);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(message, e);
        }
    }

    /** What comes on one connection. */
    private final class Messages implements WebSocket.Listener {

        private final StringBuilder text = new StringBuilder();

        @Override
        public void onOpen(WebSocket opened) {
            socket = opened;
            opened.request(1);
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                String message = text.toString();
                text.setLength(0);
                take(from, message);
                taken();
            } else {
                from.request(1);
            }
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            broken();
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable failure) {
            broken();
        }
    }
}
