package io.rivulet.app.client;

import io.rivulet.api.StreamPath;
import io.rivulet.app.CommandFailure;
import io.rivulet.app.ExitCode;
import io.rivulet.client.connection.NodeAddress;
import io.rivulet.client.connection.NotNow;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/**
 * Requests to one namespace of one node. Every method may be called from any thread and throws a {@link CommandFailure} when the node
 * cannot be reached.
 */
public final class NodeClient {

    public static final String JSON = "application/json";
    public static final String NDJSON = "application/x-ndjson";

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    /** Longer than a node waits for a verdict by default. */
    private static final Duration REPLY_TIMEOUT = Duration.ofSeconds(60);

    private final NodeAddress address;
    private final HttpClient http;

    public NodeClient(NodeAddress address) {
        this.address = address;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_TIMEOUT)
                .build();
    }

    public NodeAddress address() {
        return address;
    }

    /** Reads what the node says about itself: its namespaces, their topics, its brokers. */
    public NodeReply node() {
        return send(accepting(JSON, address.root()).GET());
    }

    /** Asks whether the node is ready; it answers soon in any case. */
    public NodeReply ready() {
        return send(accepting(JSON, address.ready()).timeout(CONNECT_TIMEOUT).GET());
    }

    /** Reads what all nodes say about themselves, as this one learns it. */
    public NodeReply cluster() {
        return send(accepting(JSON, address.cluster()).GET());
    }

    /** Reads a resource of the namespace. */
    public NodeReply get(String resource, Map<String, ?> query) {
        return send(accepting(JSON, address.of(resource, query)).GET());
    }

    /** Reads a resource of the namespace that takes the node a while to put together. */
    public NodeReply get(String resource, Duration timeout) {
        return send(
                accepting(JSON, address.of(resource, Map.of())).timeout(timeout).GET());
    }

    /** Reads a resource of a stream. */
    public NodeReply get(String resource, StreamPath path, Map<String, ?> query) {
        return send(accepting(JSON, address.of(resource, path, query)).GET());
    }

    /** Sends a body to a resource of a stream. */
    public NodeReply post(String resource, StreamPath path, String contentType, byte[] body) {
        return send(accepting(JSON, address.of(resource, path, Map.of()))
                .header("Content-Type", contentType)
                .POST(BodyPublishers.ofByteArray(body)));
    }

    /** Sends lines of JSON to a resource of the namespace, whose answer are lines of JSON too. */
    public NodeReply postLines(String resource, byte[] lines) {
        return send(accepting(NDJSON, address.of(resource, Map.of()))
                .header("Content-Type", NDJSON)
                .POST(BodyPublishers.ofByteArray(lines)));
    }

    private static HttpRequest.Builder accepting(String mediaType, URI uri) {
        return HttpRequest.newBuilder(uri).header("Accept", mediaType).timeout(REPLY_TIMEOUT);
    }

    private NodeReply send(HttpRequest.Builder request) {
        try {
            return reply(http.send(request.build(), BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.UNAVAILABLE, unreachable(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure(ExitCode.UNAVAILABLE, "interrupted", e);
        }
    }

    private String unreachable(IOException e) {
        String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return "The node at " + address.node() + " does not answer (" + why + "): is it running, and is --url right?";
    }

    /** Reads what matters of a response. */
    public static NodeReply reply(HttpResponse<byte[]> response) {
        return new NodeReply(response.statusCode(), response.body(), NotNow.retryAfter(response));
    }
}
