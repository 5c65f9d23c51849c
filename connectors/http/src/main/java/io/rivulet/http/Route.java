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
 */
record Route(boolean hasPath, Map<String, Endpoint> endpoints) {

    Route {
        endpoints = Map.copyOf(endpoints);
    }

    static Route get(Endpoint endpoint) {
        return new Route(false, Map.of("GET", endpoint));
    }

    static Route post(Endpoint endpoint) {
        return new Route(false, Map.of("POST", endpoint));
    }

    /** The same, followed by the path of a stream. */
    Route withPath() {
        return new Route(true, endpoints);
    }

    Route and(String method, Endpoint endpoint) {
        Map<String, Endpoint> more = new TreeMap<>(endpoints);
        more.put(method, endpoint);
        return new Route(hasPath, more);
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
