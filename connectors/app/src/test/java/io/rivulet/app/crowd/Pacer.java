package io.rivulet.app.crowd;

import static org.assertj.core.api.Assertions.assertThat;

import io.rivulet.app.proof.Deadline;
import io.rivulet.app.proof.NodeClient;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Appends events to streams at an even pace, one at a time, whichever node takes them. One thread. */
public final class Pacer {

    private final List<NodeClient> nodes;
    private final List<String> paths;
    private final String payload;
    private final long paceNanos;
    private int node;
    private long appended;

    /**
     * @param nodes which are tried in turn
     * @param paths of the streams, which have an event each in turn
     * @param eventBytes of payload in each event
     * @param paceMillis between the beginnings of two appends
     */
    public Pacer(List<URI> nodes, List<String> paths, int eventBytes, long paceMillis) {
        this.nodes = nodes.stream().map(NodeClient::new).toList();
        this.paths = List.copyOf(paths);
        payload = "x".repeat(eventBytes);
        paceNanos = paceMillis * 1_000_000;
    }

    /** Appends for so many seconds; returns how long each append took, in milliseconds. */
    public List<Double> append(int seconds) {
        List<Double> took = new ArrayList<>();
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        for (long next = System.nanoTime(); next < end; next += paceNanos) {
            LockSupport.parkNanos(next - System.nanoTime());
            long begin = System.nanoTime();
            appendOne();
            took.add((System.nanoTime() - begin) / 1e6);
        }
        return took;
    }

    /** How many events were appended so far. */
    public long appended() {
        return appended;
    }

    private void appendOne() {
        String path = paths.get((int) (appended % paths.size()));
        String event = "{\"type\":\"t\",\"idempotencyKey\":\"" + appended + "\",\"payload\":\"" + payload + "\"}";
        Deadline.await("an event is appended", () -> isAppended(path, event));
        appended++;
    }

    /** With its key an append can be repeated at the next node until one has taken it. */
    private boolean isAppended(String path, String event) {
        try {
            int status = nodes.get(node % nodes.size())
                    .append("default", path, event)
                    .status();
            if (status == 503) {
                node++;
                return false;
            }
            assertThat(status).isIn(200, 201);
            return true;
        } catch (UncheckedIOException gone) {
            node++;
            return false;
        }
    }
}
