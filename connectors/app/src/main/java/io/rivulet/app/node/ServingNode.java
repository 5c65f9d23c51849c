package io.rivulet.app.node;

import io.rivulet.app.plugins.NodePlugins;
import io.rivulet.engine.EngineSettings;
import io.rivulet.engine.Extensions;
import io.rivulet.engine.Namespace;
import io.rivulet.engine.Node;
import io.rivulet.engine.processor.Catalogue;
import io.rivulet.http.HttpServer;
import io.rivulet.plugins.loading.Plugins;
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
    private final Plugins plugins;

    private ServingNode(Node node, HttpServer http, Plugins plugins) {
        this.node = node;
        this.http = http;
        this.plugins = plugins;
    }

    /** Starts both; returns before the namespaces serve. */
    static ServingNode open(NodeSettings settings) {
        Plugins plugins = NodePlugins.load(settings.plugins());
        Node node = Node.open(
                settings.engine(),
                new Extensions(
                        Catalogue.of(plugins),
                        new OwnNodeAppends(settings.engine().applicationServer()),
                        new NodeOutlets(settings.engine(), settings.webhooks())));
        try {
            ServingNode serving = new ServingNode(node, HttpServer.start(settings.http(), node), plugins);
            serving.requireOwnAddress(settings.engine());
            return serving;
        } catch (RuntimeException e) {
            node.close();
            plugins.close();
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
        plugins.close();
    }
}
