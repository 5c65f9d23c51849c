package io.rivulet.app.reset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** The nodes, of which any may be away, as somebody with a plain HTTP client asks them. One thread. */
final class Nodes {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http;
    private final List<URI> nodes;
    private final Random random;

    Nodes(HttpClient http, List<URI> nodes, Random random) {
        this.http = http;
        this.nodes = List.copyOf(nodes);
        this.random = random;
    }

    /** For somebody else, who has chance of their own. */
    Nodes forAnother() {
        return new Nodes(http, nodes, new Random(random.nextLong()));
    }

    HttpClient http() {
        return http;
    }

    Random random() {
        return random;
    }

    /** One of them. */
    URI any() {
        return nodes.get(random.nextInt(nodes.size()));
    }

    /** A request to any of them for a resource of a stream of the namespace {@code default}. */
    HttpRequest.Builder request(String resource, String path, String query) {
        return HttpRequest.newBuilder(URI.create(any() + "/v1/default/" + resource + path + query))
                .timeout(PATIENCE);
    }

    /** The answer; empty when there is none, because the node is away or goes meanwhile. */
    <T> Optional<HttpResponse<T>> send(HttpRequest request, BodyHandler<T> body) {
        try {
            return Optional.of(http.send(request, body));
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            throw new IllegalStateException("Nobody interrupts a reader", e);
        }
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(text, e);
        }
    }

    /** How far in the log an answer says that it is. */
    static long appliedOffset(HttpResponse<?> answer) {
        return answer.headers().firstValueAsLong("Rivulet-Applied-Offset").orElse(Sight.UNKNOWN);
    }
}
