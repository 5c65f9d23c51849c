package io.rivulet.client.connection;

import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** The nodes of a cluster, of which any can answer, and the one to be asked next. Thread-safe. */
public final class Nodes {

    private final List<URI> all;
    private final AtomicInteger preferred = new AtomicInteger();

    public Nodes(List<URI> all) {
        if (all.isEmpty()) {
            throw new IllegalArgumentException("A client needs the URL of at least one node");
        }
        for (URI node : all) {
            if (node.getHost() == null || !("http".equals(node.getScheme()) || "https".equals(node.getScheme()))) {
                throw new IllegalArgumentException("The URL of a node is like http://127.0.0.1:8080; it was " + node);
            }
        }
        this.all = List.copyOf(all);
    }

    public int count() {
        return all.size();
    }

    /** The node that answered last, or the next one if that has failed. */
    public URI preferred() {
        return all.get(preferred.get());
    }

    /** This node does not answer: prefer the next, unless another one is preferred already. */
    public void failed(URI node) {
        int index = all.indexOf(node);
        preferred.compareAndSet(index, (index + 1) % all.size());
    }
}
