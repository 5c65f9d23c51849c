package io.rivulet.http.live;

import io.rivulet.engine.Namespace;
import io.rivulet.http.append.ClusterAppends;
import io.rivulet.http.cluster.Peers;
import io.rivulet.http.exchange.Endpoint;
import io.rivulet.http.exchange.Exchange;
import io.rivulet.http.problem.Problem;
import io.rivulet.http.problem.ProblemType;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;
import org.jspecify.annotations.Nullable;

/** {@code GET /v1/{ns}/live}: a WebSocket with many subscriptions and appends. Any node serves it for the streams of all. */
public final class Live implements Endpoint, AutoCloseable {

    private static final long WATCH_MILLIS = 250;

    private final ServerWebSocketContainer sockets;
    private final Parts parts;
    private final Set<LiveConnection> open = ConcurrentHashMap.newKeySet();
    private volatile boolean isClosing;

    /**
     * What connections share.
     *
     * @param patience how long a subscription looks for the owner of its stream
     * @param threads takes what must not hold up the thread that brings it
     */
    public record Parts(
            Peers peers,
            ClusterAppends appends,
            Duration appendTimeout,
            Duration patience,
            ScheduledExecutorService ticker,
            Executor threads) {}

    /**
     * Serves nobody yet.
     *
     * @param heartbeat the time between two messages that tell the heads of streams
     */
    public Live(ServerWebSocketContainer sockets, Parts parts, Duration heartbeat) {
        this.sockets = sockets;
        this.parts = parts;
        each(heartbeat.toMillis(), LiveConnection::beat);
        each(WATCH_MILLIS, LiveConnection::lookAfter);
    }

    private void each(long millis, Consumer<LiveConnection> action) {
        var unused = parts.ticker()
                .scheduleWithFixedDelay(() -> open.forEach(action), millis, millis, TimeUnit.MILLISECONDS);
    }

    @Override
    public void serve(Exchange exchange) {
        exchange.query();
        requireOwnOrigin(exchange.header("Origin"), exchange.authority());
        if (isClosing) {
            throw Problem.of(ProblemType.CLOSING, "This node is closing. Connect again shortly, or to another node.")
                    .after(Duration.ofSeconds(1))
                    .toException();
        }
        Namespace namespace = exchange.namespace();
        exchange.upgrade(sockets, () -> new LiveConnection(this, parts, namespace));
    }

    /** A browser asks no leave for a WebSocket, so any page could append behind its user's back. */
    private static void requireOwnOrigin(@Nullable String origin, String authority) {
        if (origin != null && !isOwn(origin, authority)) {
            throw Problem.of(ProblemType.FORBIDDEN_ORIGIN, "The page is of another origin than this server.")
                    .toException();
        }
    }

    private static boolean isOwn(String origin, String authority) {
        try {
            return authority.equalsIgnoreCase(URI.create(origin).getAuthority());
        } catch (IllegalArgumentException notAnOrigin) {
            return false;
        }
    }

    void opened(LiveConnection connection) {
        open.add(connection);
        if (isClosing) {
            connection.shutDown();
        }
    }

    void closed(LiveConnection connection) {
        open.remove(connection);
    }

    /** Tells every client where to resume, closes, and takes no new ones. */
    @Override
    public void close() {
        isClosing = true;
        open.forEach(LiveConnection::shutDown);
    }
}
