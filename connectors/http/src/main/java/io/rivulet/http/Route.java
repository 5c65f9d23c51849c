package io.rivulet.http;

import io.rivulet.http.exchange.Endpoint;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One kind of URL.
 *
 * @param hasPath whether the path of a stream follows
 * @param endpoints by method
 * @param below what is there when something follows that is no path of a stream, or null
 * @param belowName how that is written in a description, such as <code>{a}/{b}</code>; empty for none
 */
record Route(boolean hasPath, Map<String, Endpoint> endpoints, @Nullable Route below, String belowName) {

    Route {
        endpoints = Map.copyOf(endpoints);
    }

    static Route get(Endpoint endpoint) {
        return new Route(false, Map.of("GET", endpoint), null, "");
    }

    static Route post(Endpoint endpoint) {
        return new Route(false, Map.of("POST", endpoint), null, "");
    }

    /** The same, followed by the path of a stream. */
    Route withPath() {
        return new Route(true, endpoints, null, "");
    }

    Route and(String method, Endpoint endpoint) {
        Map<String, Endpoint> more = new TreeMap<>(endpoints);
        more.put(method, endpoint);
        return new Route(hasPath, more, below, belowName);
    }

    /** The same, with another one below it. */
    Route over(String name, Route other) {
        return new Route(hasPath, endpoints, other, name);
    }

    /** HEAD is GET; the server leaves the body out. */
    @Nullable
    Endpoint endpoint(String method) {
        return endpoints.get(method.equals("HEAD") ? "GET" : method);
    }

    /** The value of the header Allow. */
    String allow() {
        StringBuilder methods = new StringBuilder("OPTIONS");
        new TreeMap<>(endpoints).forEach((method, endpoint) -> {
            methods.append(", ").append(method);
            methods.append(method.equals("GET") ? ", HEAD" : "");
        });
        return methods.toString();
    }
}
