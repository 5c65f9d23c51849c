package io.rivulet.client.subscription;

import io.rivulet.api.StreamPath;
import io.rivulet.client.connection.NodeAddress;
import io.rivulet.client.connection.Nodes;
import io.rivulet.client.connection.Patience;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Opens tails by server-sent events, at the owner if it is known, else at the node that is preferred at that moment. */
public record HttpTails(
        HttpClient http, Nodes nodes, Patience patience, String namespace, StreamPath path, SubscribeOptions options)
        implements Tail.Source {

    /** The same, for what these options want. */
    public HttpTails with(SubscribeOptions wanted) {
        return new HttpTails(http, nodes, patience, namespace, path, wanted);
    }

    @Override
    public Tail open(Checkpoint from, Tail.Listener listener) {
        URI owner = nodes.owner(path);
        URI node = owner == null ? nodes.preferred() : owner;
        HttpTail tail = new HttpTail(nodes, path, node, listener);
        tail.connect(http, request(node, from.offset()));
        return tail;
    }

    private HttpRequest request(URI node, @Nullable Long after) {
        Map<String, Object> query = NodeAddress.query(
                "types", options.types().isEmpty() ? null : String.join(",", options.types()),
                "key", options.key(),
                "subscriber", options.subscriber());
        HttpRequest.Builder request = HttpRequest.newBuilder(new NodeAddress(node, namespace).of("events", path, query))
                .header("Accept", "text/event-stream")
                .timeout(patience.answer());
        return (after == null ? request : request.header("Last-Event-ID", after.toString())).build();
    }
}
