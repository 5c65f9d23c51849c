package io.rivulet.app.node;

import io.rivulet.engine.EngineSettings;
import io.rivulet.engine.Namespace;
import io.rivulet.engine.Node;
import io.rivulet.http.HttpServer;
import java.net.URI;
import java.util.Collection;
import org.apache.kafka.common.config.ConfigException;

/**
 * An engine and the HTTP that serves it. They close across each other: first tails are told to go and no new work is taken,
 * then the engine hands its partitions over while HTTP still brings requests to wherever they are, then HTTP ends.
 */
final class ServingNode implements AutoCloseable {

    private final Node node;
    private final HttpServer http;

    private ServingNode(Node node, HttpServer http) {
        this.node = node;
        this.http = http;
    }

    /** Starts both; returns before the namespaces serve. */
    static ServingNode open(NodeSettings settings) {
        Node node = Node.open(settings.engine());
        try {
            ServingNode serving = new ServingNode(node, HttpServer.start(settings.http(), node));
            serving.requireOwnAddress(settings.engine());
            return serving;
        } catch (RuntimeException e) {
            node.close();
            throw e;
        }
    }

    private void requireOwnAddress(EngineSettings settings) {
        http.checkOwnAddress().ifPresent(problem -> {
            http.close();
            throw new ConfigException(EngineSettings.APPLICATION_SERVER, settings.applicationServer(), problem);
        });
    }

    Collection<Namespace> namespaces() {
        return node.namespaces().values();
    }

    URI uri() {
        return http.uri();
    }

    @Override
    public void close() {
        http.drain();
        node.close();
        http.close();
    }
}
