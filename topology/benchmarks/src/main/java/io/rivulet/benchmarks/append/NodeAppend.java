package io.rivulet.benchmarks.append;

import io.rivulet.api.EventInput;
import io.rivulet.api.StreamPath;
import io.rivulet.engine.EngineSettings;
import io.rivulet.engine.Namespace;
import io.rivulet.engine.Node;
import io.rivulet.engine.append.AppendResult;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeoutException;

/** An append to a node in this JVM: produced, folded, its rows written, its verdict told. */
final class NodeAppend implements Writer {

    private static final Duration READY_LIMIT = Duration.ofMinutes(1);
    private static final int PAUSE_MILLIS = 20;

    static final String NAME = "append";

    private final Node node;
    private final Namespace namespace;
    private final String name;

    private NodeAppend(Node node, Namespace namespace, String name) {
        this.node = node;
        this.namespace = namespace;
        this.name = name;
    }

    /** Starts a node and waits until its first namespace serves. */
    static NodeAppend open(EngineSettings settings) throws InterruptedException, TimeoutException {
        Node node = Node.open(settings);
        return to(node, node.namespaces().keySet().iterator().next(), NAME);
    }

    /**
     * Waits until a namespace of a node serves; closing it closes the node.
     *
     * @param name what its row in a table is called
     */
    static NodeAppend to(Node node, String namespace, String name) throws InterruptedException, TimeoutException {
        NodeAppend opened =
                new NodeAppend(node, Objects.requireNonNull(node.namespaces().get(namespace)), name);
        long deadlineNanos = System.nanoTime() + READY_LIMIT.toNanos();
        while (!opened.namespace.readiness().isServing()) {
            if (System.nanoTime() > deadlineNanos) {
                String detail = opened.namespace.readiness().detail();
                opened.close();
                throw new TimeoutException("The node does not serve: " + detail);
            }
            Thread.sleep(PAUSE_MILLIS);
        }
        return opened;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void write(StreamPath path, EventInput event) throws Exception {
        AppendResult result = namespace.append(path, List.of(event)).get();
        if (!(result instanceof AppendResult.Appended)) {
            throw new IllegalStateException("Every append is good, but this one ended as " + result);
        }
    }

    @Override
    public void close() {
        node.close();
    }
}
