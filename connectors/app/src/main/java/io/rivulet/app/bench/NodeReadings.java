package io.rivulet.app.bench;

import io.rivulet.api.StreamPath;
import io.rivulet.client.connection.NodeAddress;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The three forms in which a node gives the events of a stream, each read over one connection as fast as it comes. */
final class NodeReadings {

    private static final int PAGE = 1000;

    /** Behind the events of a page, so that the page need not be parsed to find the next. */
    private static final Pattern NEXT = Pattern.compile("\"next\":(null|\\d+),\"head\":[^\"]*\"offset\":\\d+[^}]*}}$");

    private static final int NEXT_WITHIN = 256;

    private final NodeAddress node;
    private final ReadStream stream;

    NodeReadings(NodeAddress node, ReadStream stream) {
        this.node = node;
        this.stream = stream;
    }

    List<Reading> all() {
        return List.of(
                named("pages of JSON", this::readPages),
                named("lines of JSON", this::readLines),
                named("tail from the start", this::readTail));
    }

    /** Reads everything from a connection, and answers how many events that were. */
    private interface Body {
        long read(HttpConnection connection) throws IOException;
    }

    private Reading named(String name, Body body) {
        return new Reading() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Pass read() throws IOException {
                try (HttpConnection connection = HttpConnection.open(node.node())) {
                    long began = System.nanoTime();
                    long events = body.read(connection);
                    return new Pass(events, Duration.ofNanos(System.nanoTime() - began));
                }
            }
        };
    }

    private long readPages(HttpConnection connection) throws IOException {
        String after = "-1";
        while (!after.equals("null")) {
            byte[] request = request(Map.of("after", after, "limit", PAGE), "application/json");
            byte[] page = connection.send(request, request.length).expect(200);
            int from = Math.max(0, page.length - NEXT_WITHIN);
            Matcher next = NEXT.matcher(new String(page, from, page.length - from, StandardCharsets.UTF_8));
            if (!next.find()) {
                throw new IOException("the node answered with something that is no page of events");
            }
            after = next.group(1);
        }
        return stream.events();
    }

    private long readLines(HttpConnection connection) throws IOException {
        AtomicLong lines = new AtomicLong();
        byte[] request = request(Map.of(), "application/x-ndjson");
        LineScan.of(connection.send(request, request.length).body(), line -> lines.incrementAndGet() > 0);
        if (lines.get() < stream.events()) {
            throw new EOFException("the node gave " + lines + " lines for " + stream.events() + " events");
        }
        return stream.events();
    }

    private long readTail(HttpConnection connection) throws IOException {
        AtomicLong reached = new AtomicLong(-1);
        byte[] request = request(Map.of("after", -1), "text/event-stream");
        LineScan.of(connection.send(request, request.length).body(), line -> {
            if (line.startsWith("id:")) {
                reached.set(Long.parseLong(line.substring("id:".length()).strip()));
            }
            // The data follows its id.
            return !line.isEmpty() || reached.get() < stream.lastOffset();
        });
        if (reached.get() < stream.lastOffset()) {
            throw new EOFException("the tail ended at " + reached + " of " + stream.lastOffset());
        }
        return stream.events();
    }

    private byte[] request(Map<String, ?> query, String accept) {
        StreamPath path = stream.path();
        return HttpConnection.head("GET", node.of("events", path, query), "Accept: " + accept);
    }
}
