package io.rivulet.app.node;

import io.rivulet.app.node.GivenSettings.Given;
import io.rivulet.engine.EngineSettings;
import io.rivulet.http.HttpSettings;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The address by which other nodes reach this one, where nobody said it: the one that it listens on, if that is one. Each
 * node of a group has its own, so a default that is the same for all would let them take each other for themselves.
 */
final class OwnAddress {

    private static final Set<String> WILDCARDS = Set.of("0.0.0.0", "::", "[::]");

    private OwnAddress() {}

    static void addTo(GivenSettings given) {
        String host = host(given);
        String port = port(given);
        // What is wrong with host or port is told of them.
        boolean isOne = !isOpen(host, port) && port.matches("\\d{1,5}");
        if (given.get(EngineSettings.APPLICATION_SERVER) == null && isOne) {
            String written = host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
            given.add(EngineSettings.APPLICATION_SERVER, written + ":" + port, "http.host and http.port");
        }
    }

    /** What is wrong when there is no address, and none can be told; or null. */
    static @Nullable String problemOf(GivenSettings given) {
        return given.get(EngineSettings.APPLICATION_SERVER) == null && isOpen(host(given), port(given))
                ? "it is missing: the node listens on any address, or on a port that is not known yet, so say how the"
                        + " other nodes reach it, as host:port"
                : null;
    }

    private static boolean isOpen(String host, String port) {
        return WILDCARDS.contains(host) || port.equals("0");
    }

    private static String host(GivenSettings given) {
        return valueOr(given.get(HttpSettings.HOST), "127.0.0.1");
    }

    private static String port(GivenSettings given) {
        return valueOr(given.get(HttpSettings.PORT), "8080");
    }

    private static String valueOr(@Nullable Given given, String fallback) {
        return given == null ? fallback : given.value();
    }
}
