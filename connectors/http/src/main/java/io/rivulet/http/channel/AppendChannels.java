package io.rivulet.http.channel;

import io.rivulet.engine.cluster.Address;
import io.rivulet.http.cluster.PeerUrl;
import io.rivulet.http.cluster.Peers;
import io.rivulet.http.cluster.SentAppend;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
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

    /** The open ones, and those that take no more and still wait for replies. */
    private final Set<AppendChannel> watched = ConcurrentHashMap.newKeySet();

    private record Way(Address owner, String namespace) {}

    public AppendChannels(Peers peers, ScheduledExecutorService ticker) {
        this.peers = peers;
        var unused = ticker.scheduleWithFixedDelay(this::watch, WATCH_MILLIS, WATCH_MILLIS, TimeUnit.MILLISECONDS);
    }

    /**
     * Sends an append on to the owner of its stream.
     *
     * @return what the owner answers; fails when there is no answer ({@link Peers#mayHaveActed} tells what that means)
     */
    public CompletableFuture<Peers.Reply> append(Address owner, SentAppend append, Duration within) {
        if (append.events().length > Frames.MAX_BODY_BYTES) {
            return peers.append(owner, append, within);
        }
        return open.computeIfAbsent(new Way(owner, append.namespace()), this::channel)
                .append(append, within);
    }

    private AppendChannel channel(Way way) {
        Request request = peers.channel(way.owner(), PeerUrl.of(way.namespace(), "appends", null));
        AppendChannel channel = new AppendChannel(request, peers.forwards(), leaving -> open.remove(way, leaving));
        watched.add(channel);
        return channel;
    }

    private void watch() {
        watched.forEach(AppendChannel::lookAfter);
        watched.removeIf(AppendChannel::isEnded);
    }
}
