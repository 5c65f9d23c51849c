package io.rivulet.client;

import io.rivulet.api.StreamPath;
import io.rivulet.client.connection.Calls;
import io.rivulet.client.connection.NodeAddress;
import io.rivulet.client.connection.Request;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Calls about one stream. */
record StreamCalls(Calls calls, String namespace, StreamPath path) {

    byte[] get(String resource, Map<String, ?> query) {
        return Answers.await(calls.call(
                new Request(path, node -> new NodeAddress(node, namespace).of(resource, path, query), null)));
    }

    CompletableFuture<byte[]> post(String resource, byte[] body) {
        return calls.call(
                new Request(path, node -> new NodeAddress(node, namespace).of(resource, path, Map.of()), body));
    }
}
