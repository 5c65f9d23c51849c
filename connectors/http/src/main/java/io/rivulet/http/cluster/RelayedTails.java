package io.rivulet.http.cluster;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.io.Content;

/** The tails that this node passes on from their owners. Any thread. */
final class RelayedTails implements AutoCloseable {

    private final Set<RelayedTail> open = ConcurrentHashMap.newKeySet();
    private volatile boolean isClosing;

    /** A tail that its owner has begun. */
    Content.Source relay(Content.Source owner) {
        RelayedTail tail = new RelayedTail(owner, open::remove);
        open.add(tail);
        if (isClosing) {
            tail.close();
        }
        return tail;
    }

    /** Asks every client to come back, and those that still come at once. */
    @Override
    public void close() {
        isClosing = true;
        open.forEach(RelayedTail::close);
    }
}
