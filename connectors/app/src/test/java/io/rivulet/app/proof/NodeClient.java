package io.rivulet.app.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What anybody can ask of a node over HTTP. Any thread. */
public final class NodeClient {

    static final ObjectMapper JSON = new ObjectMapper();

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final URI node;

    public NodeClient(URI node) {
        this.node = node;
    }

    /** An answer; its body is a missing node when it is not JSON. */
    public record Reply(int status, String text) {

        public JsonNode json() {
            return parse(text);
        }

        /** The name of the problem. */
        public String problem() {
            return json().path("type").asText();
        }
    }

    public URI uri() {
        return node;
    }

    public Reply get(String target) {
        return send(request(target));
    }

    /** The JSON of an answer that must be 200. */
    public JsonNode read(String target) {
        Reply reply = get(target);
        assertThat(reply.status()).as("GET %s: %s", target, reply.text()).isEqualTo(200);
        return reply.json();
    }

    /** Appends an event, or an array of them. */
    public Reply append(String namespace, String path, String json) {
        return send(request("/v1/" + namespace + "/events" + encoded(path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json)));
    }

    /** Begins an import; its summary, once it is there. */
    public CompletableFuture<JsonNode> importing(String namespace, BodyPublisher lines, String encoding) {
        return telling(namespace, lines, encoding).thenApply(told -> told.get(told.size() - 1));
    }

    /** Begins an import; all that it tells, once it has ended. */
    CompletableFuture<List<JsonNode>> telling(String namespace, BodyPublisher lines, String encoding) {
        HttpRequest request = request("/v1/" + namespace + "/import")
                .timeout(Duration.ofMinutes(30))
                .header("Content-Type", "application/x-ndjson")
                .header("Content-Encoding", encoding)
                .POST(lines)
                .build();
        return HTTP.sendAsync(request, BodyHandlers.ofString())
                .thenApply(response ->
                        response.body().lines().map(NodeClient::parse).toList());
    }

    /** Opens a live tail that resumes after an event. */
    InputStream tail(String namespace, String path, long lastEventId) {
        try {
            HttpRequest request = request("/v1/" + namespace + "/events" + encoded(path))
                    .header("Accept", "text/event-stream")
                    .header("Last-Event-ID", Long.toString(lastEventId))
                    .build();
            HttpResponse<InputStream> response = HTTP.send(request, BodyHandlers.ofInputStream());
            assertThat(response.statusCode()).isEqualTo(200);
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All rows of a mirror. */
    public List<JsonNode> mirror(String namespace, String path) {
        return rows("/v1/" + namespace + "/mirror" + encoded(path), 1000);
    }

    /** One page of a mirror. */
    JsonNode mirrorPage(String namespace, String path, String query) {
        return read("/v1/" + namespace + "/mirror" + encoded(path) + "?" + query);
    }

    /** All rows of a feed. */
    public List<JsonNode> feed(String namespace, String path) {
        return rows("/v1/" + namespace + "/feed" + encoded(path), 100);
    }

    /** The processors and outbound subscribers of a stream. */
    public Reply processors(String namespace, String path) {
        return get("/v1/" + namespace + "/processors" + encoded(path));
    }

    public JsonNode state(String namespace, String path) {
        return read("/v1/" + namespace + "/state" + encoded(path)).get("state");
    }

    /** Entries of all streams, in order. */
    public List<JsonNode> streams(String namespace) {
        List<JsonNode> all = new ArrayList<>();
        String after = "";
        while (true) {
            JsonNode page = read("/v1/" + namespace + "/streams?limit=1000" + after);
            page.get("streams").forEach(all::add);
            if (page.get("next").isNull()) {
                return all;
            }
            after = "&after="
                    + encoded(page.get("next").asText()).replace("&", "%26").replace("+", "%2B");
        }
    }

    /** How many streams there are. */
    public long streamCount(String namespace) {
        return read("/v1/" + namespace + "/streams?limit=1").get("total").asLong();
    }

    /** Digests of partitions, in their order, with what is needed to fold them anew. */
    public JsonNode digests(String namespace) {
        return read("/v1/" + namespace + "/digests");
    }

    /** The newest records that are no events. */
    JsonNode quarantine(String namespace) {
        return read("/v1/" + namespace + "/quarantine").get("records");
    }

    public boolean isReady() {
        return get("/health/ready").status() == 200;
    }

    static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(text, e);
        }
    }

    private List<JsonNode> rows(String target, int limit) {
        List<JsonNode> all = new ArrayList<>();
        long count;
        do {
            JsonNode page = read(target + "?limit=" + limit + "&from=" + all.size());
            count = page.get("count").asLong();
            page.get("rows").forEach(all::add);
        } while (all.size() < count);
        return all;
    }

    private HttpRequest.Builder request(String target) {
        return HttpRequest.newBuilder(URI.create(node + target)).timeout(Duration.ofSeconds(60));
    }

    private static Reply send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
            return new Reply(response.statusCode(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(String path) {
        try {
            return new URI(null, null, path, null).toASCIIString();
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(path, e);
        }
    }
}
