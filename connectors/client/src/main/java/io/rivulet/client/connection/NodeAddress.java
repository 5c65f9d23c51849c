package io.rivulet.client.connection;

import io.rivulet.api.StreamPath;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A namespace of a node, as its URLs begin. */
public record NodeAddress(URI node, String namespace) {

    /** The URL of the node's description of itself. */
    public URI root() {
        return URI.create(base() + "/v1");
    }

    /** The URL that answers whether the node is ready. */
    public URI ready() {
        return URI.create(base() + "/health/ready");
    }

    /** The URL of the view of all nodes. */
    public URI cluster() {
        return URI.create(base() + "/v1/cluster");
    }

    /** The URL of a resource of the namespace, such as {@code streams}. */
    public URI of(String resource, Map<String, ?> query) {
        return build("/" + resource, query);
    }

    /** The URL of a resource of a stream, such as its {@code events}. */
    public URI of(String resource, StreamPath path, Map<String, ?> query) {
        String segments = Arrays.stream(path.value().split("/", -1))
                .map(NodeAddress::encode)
                .collect(Collectors.joining("/"));
        return build("/" + resource + segments, query);
    }

    private URI build(String rest, Map<String, ?> query) {
        String parameters = query.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + encode(entry.getValue().toString()))
                .collect(Collectors.joining("&", "?", ""));
        return URI.create(base() + "/v1/" + encode(namespace) + rest + (query.isEmpty() ? "" : parameters));
    }

    private String base() {
        String base = node.toString();
        return base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
    }

    /** Query parameters in order, without those that are null. */
    public static Map<String, Object> query(@Nullable Object... namesAndValues) {
        Map<String, Object> query = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            Object value = namesAndValues[i + 1];
            if (value != null) {
                query.put(String.valueOf(namesAndValues[i]), value);
            }
        }
        return query;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
