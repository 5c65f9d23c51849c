package io.rivulet.engine;

import java.util.Map;

/** A running engine: the namespaces of its settings, on its Kafka. */
public final class Node implements AutoCloseable {

    private final EngineSettings settings;

    private Node(EngineSettings settings) {
        this.settings = settings;
    }

    /**
     * Creates missing topics, checks the existing ones and starts. Returns before the namespaces serve: see
     * {@link Namespace#readiness()}.
     */
    public static Node open(EngineSettings settings) {
        return new Node(settings);
    }

    /** Namespaces by name, in the order of the settings. */
    public Map<String, Namespace> namespaces() {
        return Map.of();
    }

    public EngineSettings settings() {
        return settings;
    }

    @Override
    public void close() {}
}
