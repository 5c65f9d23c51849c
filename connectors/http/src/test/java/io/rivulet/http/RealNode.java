package io.rivulet.http;

import io.rivulet.broker.EmbeddedBroker;
import io.rivulet.engine.EngineSettings;
import io.rivulet.engine.Namespace;
import io.rivulet.engine.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A broker, a node on it with an empty log, and a server for the node. */
final class RealNode implements AutoCloseable {

    final EmbeddedBroker broker;
    private final Path dir;
    private Node node;
    TestServer server;

    RealNode() throws IOException {
        // Kafka Streams wants no state below the system's temporary folder.
        dir = Files.createTempDirectory(Files.createDirectories(Path.of("target", "nodes")), "node");
        broker = EmbeddedBroker.start(dir.resolve("broker"));
        open();
    }

    private void open() {
        node = Node.open(EngineSettings.of(Map.of(
                EngineSettings.BOOTSTRAP_SERVERS,
                broker.bootstrapServers(),
                EngineSettings.STATE_DIR,
                dir.resolve("state").toString(),
                EngineSettings.TOPIC_REPLICATION,
                "1",
                "streams.replication.factor",
                "1")));
        server = new TestServer(node);
        while (!node.namespaces().values().stream().map(Namespace::readiness).allMatch(r -> r.isServing())) {
            Thread.onSpinWait();
        }
    }

    /** Stops the node and starts it again; the server has another port then. */
    void restart() {
        server.close();
        node.close();
        open();
    }

    @Override
    public void close() {
        server.close();
        node.close();
        broker.close();
    }
}
