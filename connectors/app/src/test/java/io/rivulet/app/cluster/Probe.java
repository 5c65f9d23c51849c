package io.rivulet.app.cluster;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * A client that does one small thing to one partition again and again, with a short pause in between, on a thread of its own.
 * What is not answered well at one node it tries at the next of its nodes, at once when the node is gone; an append keeps its
 * idempotency key until it is acknowledged.
 */
final class Probe implements Runnable {

    private static final Duration PATIENCE = Duration.ofMillis(500);
    private static final long PAUSE_NANOS = Duration.ofMillis(100).toNanos();

    private final HttpClient http;
    private final Target target;
    private final List<URI> nodes;
    private final Queue<Success> successes = new ConcurrentLinkedQueue<>();
    private volatile boolean isOver;
    private volatile String lastFailure = "";

    /** Does nothing until it is run. */
    Probe(HttpClient http, Target target, List<URI> nodes) {
        this.http = http;
        this.target = target;
        this.nodes = List.copyOf(nodes);
    }

    /** What it does. */
    enum Kind {
        APPEND,
        READ
    }

    /** What it does, and where: a stream of the partition. */
    record Target(int partition, Kind kind, String path) {

        @Override
        public String toString() {
            return kind + " on partition " + partition;
        }
    }

    /** An answer as it should be. Times are of {@link System#nanoTime}. */
    record Success(long callNanos, long returnNanos) {}

    Target target() {
        return target;
    }

    Queue<Success> successes() {
        return successes;
    }

    /** Why the last try that failed did. */
    String lastFailure() {
        return lastFailure;
    }

    void end() {
        isOver = true;
    }

    @Override
    public void run() {
        int node = 0;
        String key = newKey();
        while (!isOver) {
            long call = System.nanoTime();
            if (isAnswered(nodes.get(node), key)) {
                successes.add(new Success(call, System.nanoTime()));
                key = newKey();
            } else {
                node = (node + 1) % nodes.size();
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private boolean isAnswered(URI node, String key) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(node + "/v1/default/events" + target.path()))
                .timeout(PATIENCE);
        if (target.kind() == Kind.APPEND) {
            request.header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString("{\"type\":\"t\",\"idempotencyKey\":\"" + key + "\"}"));
        }
        try {
            int status = http.send(request.build(), BodyHandlers.discarding()).statusCode();
            if (status < 300) {
                return true;
            }
            lastFailure = node + " answered " + status;
        } catch (IOException e) {
            lastFailure = node + " " + e;
        } catch (InterruptedException e) {
            isOver = true;
        }
        return false;
    }

    private static String newKey() {
        return UUID.randomUUID().toString();
    }
}
