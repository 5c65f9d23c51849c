package io.rivulet.client;

import io.rivulet.client.connection.Patience;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * Whom a client talks to, and how long it waits.
 *
 * @param nodes URLs of nodes of one cluster, such as {@code http://127.0.0.1:8080}; any of them answers, so several are for failing over
 * @param namespace the namespace of its streams
 * @param patience how long calls wait; an outage of up to 10 s is waited for (BR-51)
 * @param silence how long nothing may come on a subscription, heartbeats included, before its connection is given up (BR-17); several
 *     times {@code http.heartbeat.interval.ms}
 */
public record ClientSettings(List<URI> nodes, String namespace, Patience patience, Duration silence) {

    private static final Patience PATIENCE =
            new Patience(Duration.ofSeconds(5), Duration.ofSeconds(60), Duration.ofSeconds(10));
    private static final Duration SILENCE = Duration.ofSeconds(60);

    public ClientSettings {
        nodes = List.copyOf(nodes);
        if (silence.isNegative() || silence.isZero()) {
            throw new IllegalArgumentException("silence must be positive; it was " + silence);
        }
    }

    /** The namespace {@code default} of these nodes. */
    public static ClientSettings of(URI... nodes) {
        return new ClientSettings(List.of(nodes), "default", PATIENCE, SILENCE);
    }

    public ClientSettings withNamespace(String name) {
        return new ClientSettings(nodes, name, patience, silence);
    }

    public ClientSettings withPatience(Patience other) {
        return new ClientSettings(nodes, namespace, other, silence);
    }

    /** Another time that calls wait while no node takes them. Zero: one attempt at each node. */
    public ClientSettings withOutage(Duration longest) {
        return withPatience(new Patience(patience.connect(), patience.answer(), longest));
    }

    public ClientSettings withSilence(Duration longest) {
        return new ClientSettings(nodes, namespace, patience, longest);
    }
}
