package io.rivulet.http.channel;

import io.rivulet.api.StreamPath;
import io.rivulet.engine.cluster.Address;
import io.rivulet.http.cluster.PeerUrl;
import io.rivulet.http.cluster.Peers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.Request;

/**
 * Brings appends to other nodes: small ones together on a channel to each, which is opened when it is needed, large ones as
 * a request each. Any thread.
 */
public final class AppendChannels {

    private static final long WATCH_MILLIS = 100;

    private final Peers peers;
    private final Map<Way, AppendChannel> open = new ConcurrentHashMap<>();

    private record Way(Address owner, String namespace) {}

    public AppendChannels(Peers peers, ScheduledExecutorService ticker) {
        this.peers = peers;
        var unused = ticker.scheduleWithFixedDelay(
                () -> open.values().forEach(AppendChannel::lookAfter),
                WATCH_MILLIS,
                WATCH_MILLIS,
                TimeUnit.MILLISECONDS);
    }

    /**
     * Sends an append on to the owner of its stream.
     *
     * @param contentType of the events, JSON or lines of JSON
     * @param appendId from what the keys of events without one are made, so that it may be sent again
     * @return what the owner answers; fails when there is no answer ({@link Peers#mayHaveActed} tells what that means)
     */
    public CompletableFuture<Peers.Reply> append(
            Address owner,
            String namespace,
            StreamPath path,
            String contentType,
            byte[] events,
            String appendId,
            Duration within) {
        if (events.length > Frames.MAX_BODY_BYTES) {
            return peers.append(owner, namespace, path, contentType, events, appendId, within);
        }
        return open.computeIfAbsent(new Way(owner, namespace), this::channel)
                .append(path, appendId, contentType, events, within);
    }

    private AppendChannel channel(Way way) {
        Request request = peers.channel(way.owner(), PeerUrl.of(way.namespace(), "appends", null));
        return new AppendChannel(request, peers.forwards(), ended -> open.remove(way, ended));
    }
}
