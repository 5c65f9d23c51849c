package io.rivulet.app.reset;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Follows all streams over one WebSocket, as the documentation says. It leaves its connection by chance, and comes back to any node with
 * what it has.
 */
final class SocketTail implements Actor {

    private static final long LONGEST_STAY_MILLIS = 6_000;
    private static final long PAUSE_NANOS = Duration.ofMillis(300).toNanos();

    private final String name;
    private final Nodes nodes;
    private final Map<String, Followed> streams = new TreeMap<>();
    private final AtomicLong connections = new AtomicLong();
    private volatile boolean isOver;
    private volatile CompletableFuture<Void> away = CompletableFuture.completedFuture(null);

    /** A stream: its subscription is named by its path. */
    private static final class Followed {

        private final Shown shown;
        private long after = -1;
        private Sight sight;

        private Followed(Shown shown, String name) {
            this.shown = shown;
            sight = Sight.now(name);
        }
    }

    SocketTail(String name, List<String> paths, Nodes nodes, Lives lives) {
        this.name = name;
        this.nodes = nodes;
        paths.forEach(path -> streams.put(path, new Followed(new Shown(path, lives), name)));
    }

    Shown shown(String path) {
        return followed(path).shown;
    }

    long connections() {
        return connections.get();
    }

    @Override
    public void run() {
        while (!isOver) {
            CompletableFuture<Void> gone = new CompletableFuture<>();
            away = gone;
            URI node = nodes.any();
            URI live = URI.create("ws" + node.toString().substring("http".length()) + "/v1/default/live");
            try {
                WebSocket socket = nodes.http()
                        .newWebSocketBuilder()
                        .buildAsync(live, new Conversation(gone))
                        .join();
                connections.incrementAndGet();
                stay(gone);
                socket.abort();
            } catch (CompletionException e) {
                // The node is away; the next one may not be.
                gone.complete(null);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /** Until the connection is gone, or it leaves by itself. */
    private void stay(CompletableFuture<Void> gone) {
        if (isOver) {
            return;
        }
        try {
            gone.get(nodes.random().nextLong(LONGEST_STAY_MILLIS), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            gone.complete(null);
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException("Nobody fails or interrupts a stay", e);
        }
    }

    @Override
    public void end() {
        isOver = true;
        away.complete(null);
    }

    private Followed followed(String path) {
        Followed followed = streams.get(path);
        if (followed == null) {
            throw new IllegalStateException(name + " does not follow " + path);
        }
        return followed;
    }

    /** What is said on one connection; nothing is listened to any more once it is left. Its methods are called one at a time. */
    private final class Conversation implements WebSocket.Listener {

        private final CompletableFuture<Void> gone;
        private final StringBuilder text = new StringBuilder();
        private CompletableFuture<?> said = CompletableFuture.completedFuture(null);

        private Conversation(CompletableFuture<Void> gone) {
            this.gone = gone;
        }

        @Override
        public void onOpen(WebSocket socket) {
            streams.keySet().forEach(path -> subscribe(socket, path));
            socket.request(1);
        }

        private void subscribe(WebSocket socket, String path) {
            Followed followed = followed(path);
            String message = "{\"op\":\"subscribe\",\"id\":\"" + path + "\",\"path\":\"" + path + "\",\"after\":"
                    + followed.after + "}";
            followed.sight = Sight.now(name);
            said = said.thenCompose(done -> socket.sendText(message, true));
        }

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean isLast) {
            text.append(part);
            if (isLast) {
                JsonNode message = Nodes.json(text.toString());
                text.setLength(0);
                if (!gone.isDone()) {
                    take(socket, message);
                }
            }
            socket.request(1);
            return CompletableFuture.completedFuture(null);
        }

        private void take(WebSocket socket, JsonNode message) {
            String path = message.path("id").asText();
            switch (message.get("op").asText()) {
                case "batch" -> {
                    Followed followed = followed(path);
                    followed.after = message.get("after").asLong();
                    if (!followed.shown.take(message, followed.sight)) {
                        followed.after = -1;
                        gone.complete(null);
                    }
                }
                case "reset" -> followed(path).shown.forget();
                case "closed" -> subscribe(socket, path);
                case "problem" -> throw new IllegalStateException(name + " was refused: " + message);
                default -> {
                    // Subscribed, or a heartbeat.
                }
            }
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            gone.complete(null);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            gone.complete(null);
        }
    }
}
