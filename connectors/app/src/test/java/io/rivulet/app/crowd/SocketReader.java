package io.rivulet.app.crowd;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.client.WebSocketClient;
import org.jspecify.annotations.Nullable;

/** A WebSocket with many subscriptions, each under its number as its id. */
final class SocketReader extends Reader {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String EVENTS = ",\"incarnation\"";

    private static final int MAX_MESSAGE_CHARS = 8 << 20;
    private static final WebSocketClient CLIENT = started();

    private final List<Follower> followers;
    private volatile @Nullable Session session;

    /** @param paths of the streams to follow */
    SocketReader(List<URI> nodes, int first, List<String> paths) {
        super(nodes, first);
        followers = paths.stream().map(Follower::new).toList();
    }

    private static WebSocketClient started() {
        HttpClient http = new HttpClient();
        http.getClientConnector().setReceiveBufferSize(RECEIVE_BUFFER_BYTES);
        QueuedThreadPool threads = new QueuedThreadPool();
        threads.setDaemon(true);
        http.setExecutor(threads);
        WebSocketClient client = new WebSocketClient(http);
        client.setMaxTextMessageSize(MAX_MESSAGE_CHARS);
        client.setIdleTimeout(Duration.ZERO);
        try {
            http.start();
            client.start();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return client;
    }

    @Override
    List<Follower> followers() {
        return followers;
    }

    @Override
    void connect(URI node) {
        URI live = URI.create("ws" + node.toString().substring("http".length()) + "/v1/default/live");
        try {
            var unused = CLIENT.connect(new Messages(), live).whenComplete((opened, failure) -> {
                if (opened == null) {
                    broken();
                } else {
                    IntStream.range(0, followers.size()).forEach(number -> subscribe(opened, number));
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a dead connection did not send is nobody's. */
    private void subscribe(Session on, int number) {
        on.sendText(subscription(number), Callback.NOOP);
    }

    private String subscription(int number) {
        Follower follower = followers.get(number);
        return "{\"op\":\"subscribe\",\"id\":\"" + number + "\",\"path\":\"" + follower.path() + "\",\"after\":"
                + follower.resumeAfter() + "}";
    }

    @Override
    void demand() {
        Session open = session;
        if (open != null && open.isOpen()) {
            open.demand();
        }
    }

    @Override
    void disconnect() {
        Session open = session;
        if (open != null) {
            open.disconnect();
        }
    }

    private void take(Session from, String message) {
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

    /** What comes on one connection. Public for Jetty, which calls it by reflection. */
    public final class Messages implements Session.Listener {

        private @Nullable Session from;

        @Override
        public void onWebSocketOpen(Session opened) {
            from = opened;
            session = opened;
            opened.demand();
        }

        @Override
        public void onWebSocketText(String message) {
            take(Objects.requireNonNull(from), message);
            taken();
        }

        @Override
        public void onWebSocketError(Throwable broken) {
            // It is closed as well, and comes back.
        }

        @Override
        public void onWebSocketClose(int code, String reason, Callback callback) {
            callback.succeed();
            broken();
        }
    }
}
