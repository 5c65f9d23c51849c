package io.rivulet.client.connection;

import io.rivulet.api.StreamPath;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The nodes of a cluster, of which any can answer, and the one to be asked next. A stream's owner answers without asking another
 * node, so it is remembered who answered last about each of the streams that were in use last. Thread-safe.
 */
public final class Nodes {

    private static final int MOST_OWNERS = 10_000;

    private final List<URI> all;
    private final Map<String, URI> byAddress = new HashMap<>();
    private final AtomicInteger preferred = new AtomicInteger();
    private final Map<StreamPath, URI> owners = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {

        @Override
        protected boolean removeEldestEntry(Map.Entry<StreamPath, URI> eldest) {
            return size() > MOST_OWNERS;
        }
    });

    public Nodes(List<URI> all) {
        if (all.isEmpty()) {
            throw new IllegalArgumentException("A client needs the URL of at least one node");
        }
        for (URI node : all) {
            if (node.getHost() == null || !("http".equals(node.getScheme()) || "https".equals(node.getScheme()))) {
                throw new IllegalArgumentException("The URL of a node is like http://127.0.0.1:8080; it was " + node);
            }
            byAddress.put(address(node), node);
        }
        this.all = List.copyOf(all);
    }

    private static String address(URI node) {
        int usual = "https".equals(node.getScheme()) ? 443 : 80;
        return node.getHost().toLowerCase(Locale.ROOT) + ":" + (node.getPort() < 0 ? usual : node.getPort());
    }

    public int count() {
        return all.size();
    }

    /** The node that answered last, or the next one if that has failed. */
    public URI preferred() {
        return all.get(preferred.get());
    }

    /** The node that was the stream's owner when it was last asked about; null if that is not known, or none of these. */
    public @Nullable URI owner(@Nullable StreamPath stream) {
        return stream == null ? null : owners.get(stream);
    }

    /** A node has answered about a stream, and says who owns it. */
    public void answered(@Nullable StreamPath stream, HttpHeaders headers) {
        if (stream == null) {
            return;
        }
        headers.firstValue("Rivulet-Node")
                .map(address -> byAddress.get(address.toLowerCase(Locale.ROOT)))
                .ifPresent(owner -> owners.put(stream, owner));
    }

    /** This node cannot be reached: it is nobody's owner any more, so that not every stream finds that out by itself. */
    void unreachable(URI node) {
        owners.values().removeIf(node::equals);
        avoid(node);
    }

    /** This node does not answer about a stream. */
    public void failed(URI node, @Nullable StreamPath stream) {
        if (stream != null) {
            owners.remove(stream, node);
        }
        avoid(node);
    }

    /** Prefers the next, unless another one is preferred already. */
    private void avoid(URI node) {
        int index = all.indexOf(node);
        preferred.compareAndSet(index, (index + 1) % all.size());
    }
}
