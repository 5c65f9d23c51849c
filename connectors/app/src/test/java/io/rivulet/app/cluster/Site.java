package io.rivulet.app.cluster;

import java.util.List;

/**
 * Where one process runs.
 *
 * @param host the address on which it listens and by which the others reach it
 * @param before what the command begins with, such as {@code ip netns exec left}; often nothing
 */
public record Site(String host, List<String> before) {

    /** The loopback address. */
    public static final Site HERE = new Site("127.0.0.1", List.of());

    public Site {
        before = List.copyOf(before);
    }

    /** Inside a network namespace of Linux. */
    public static Site inNamespace(String namespace, String host) {
        return new Site(host, List.of("ip", "netns", "exec", namespace));
    }
}
