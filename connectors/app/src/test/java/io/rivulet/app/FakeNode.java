package io.rivulet.app;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/** A node that answers what it was told to, in turn, and remembers what it was asked. Only one request at a time. */
public final class FakeNode implements AutoCloseable {

    /** A status that stands for closing the connection without an answer. */
    public static final int HANG_UP = 0;

    private final HttpServer server;
    private final Queue<Answer> answers = new ArrayDeque<>();
    private final Map<String, Answer> always = new HashMap<>();
    private final List<Request> requests = new ArrayList<>();

    private record Answer(int status, String contentType, String body) {}

    /** What was asked. */
    public record Request(String method, String target, Map<String, List<String>> headers, String body) {

        public String header(String name) {
            return String.join(",", headers.getOrDefault(name, List.of()));
        }
    }

    public FakeNode() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public synchronized FakeNode answers(int status, String body) {
        String type = status >= 400 ? "application/problem+json" : "application/json";
        answers.add(new Answer(status, type, body));
        return this;
    }

    /** At this path, always. */
    public synchronized FakeNode answersAt(String path, String body) {
        always.put(path, new Answer(200, "application/json", body));
        return this;
    }

    /** An event stream that ends after these frames. */
    public synchronized FakeNode streams(String frames) {
        answers.add(new Answer(200, "text/event-stream", frames));
        return this;
    }

    public synchronized FakeNode hangsUp() {
        answers.add(new Answer(HANG_UP, "", ""));
        return this;
    }

    public synchronized List<Request> requests() {
        return List.copyOf(requests);
    }

    /** Waits until so many requests have come. */
    public synchronized void awaitRequests(int count) throws InterruptedException {
        while (requests.size() < count) {
            wait();
        }
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        requests.add(new Request(
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                Map.copyOf(exchange.getRequestHeaders()),
                body));
        notifyAll();
        Answer fixed = always.get(exchange.getRequestURI().getPath());
        Answer answer = fixed == null ? answers.remove() : fixed;
        if (answer.status() == HANG_UP) {
            exchange.close();
            return;
        }
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", answer.contentType());
        exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
