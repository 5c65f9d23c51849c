package io.rivulet.app.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Stands between clients and a node, and has one {@linkplain Defect defect}. Any number of requests at a time. */
final class LyingProxy implements AutoCloseable {

    private static final int ONE_OF = 5;

    static {
        // Head and body of an answer are two writes; the second must not wait until the first is acknowledged.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final String node;
    private final Defect defect;
    private final Random random;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, Passed> lastAppends = new ConcurrentHashMap<>();
    private final Map<String, Passed> firstAnswers = new ConcurrentHashMap<>();
    private volatile boolean isHonest;

    /** @param node host:port */
    LyingProxy(String node, Defect defect, long seed) throws IOException {
        this.node = node;
        this.defect = defect;
        random = new Random(seed);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    /** What is asked of it. */
    record Request(String method, String target, String body) {

        String path() {
            return URI.create(target).getRawPath();
        }

        JsonNode json() {
            return Answer.parse(body);
        }

        /** Of one event, without key and expectation. */
        boolean isPlainAppend() {
            return method.equals("POST") && body.startsWith("{") && !body.contains("Key") && !body.contains("expected");
        }

        Request withBody(String other) {
            return new Request(method, target, other);
        }
    }

    /** What is answered. */
    record Passed(int status, String contentType, String text) {}

    String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** From here on it passes everything on as it is. */
    void becomeHonest() {
        isHonest = true;
    }

    boolean isTimeToLie() {
        return !isHonest && random.nextInt(ONE_OF) == 0;
    }

    /** The answer to the last append of one new event; null if there was none yet. */
    Passed lastAppendTo(String path) {
        return lastAppends.get(path);
    }

    /** Asks the node. */
    Passed pass(Request request) throws IOException, InterruptedException {
        HttpRequest asked = HttpRequest.newBuilder(URI.create("http://" + node + request.target()))
                .header("Content-Type", "application/json")
                .method(request.method(), BodyPublishers.ofString(request.body()))
                .build();
        HttpResponse<String> response = http.send(asked, BodyHandlers.ofString());
        String contentType = response.headers().firstValue("Content-Type").orElse("application/json");
        Passed passed = new Passed(response.statusCode(), contentType, response.body());
        if (request.isPlainAppend() && passed.status() == 201) {
            lastAppends.put(request.path(), passed);
        }
        return passed;
    }

    /** The answer that this was given when it was asked for the first time. */
    Passed firstAnswerTo(Request request) throws IOException, InterruptedException {
        Passed first = firstAnswers.get(request.path());
        if (first == null) {
            first = pass(request);
            firstAnswers.putIfAbsent(request.path(), first);
        }
        return first;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String target = exchange.getRequestURI().toString();
            String resume = exchange.getRequestHeaders().getFirst("Last-Event-ID");
            if (resume != null) {
                tail(exchange, target, resume);
                return;
            }
            Passed answer = defect.answer(new Request(exchange.getRequestMethod(), target, body), this);
            byte[] bytes = answer.text().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", answer.contentType());
            exchange.sendResponseHeaders(answer.status(), bytes.length);
            exchange.getResponseBody().write(bytes);
        } catch (InterruptedException e) {
            throw new IOException("closed", e);
        }
    }

    private void tail(HttpExchange exchange, String target, String resume) throws IOException, InterruptedException {
        HttpRequest asked = HttpRequest.newBuilder(URI.create("http://" + node + target))
                .header("Accept", "text/event-stream")
                .header("Last-Event-ID", resume)
                .build();
        HttpResponse<InputStream> response = http.send(asked, BodyHandlers.ofInputStream());
        exchange.sendResponseHeaders(response.statusCode(), 0);
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
                OutputStream out = exchange.getResponseBody()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                out.write((defect.tailed(line, this) + '\n').getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
        }
    }
}
