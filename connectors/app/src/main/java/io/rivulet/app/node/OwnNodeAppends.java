package io.rivulet.app.node;

import io.rivulet.api.EventInput;
import io.rivulet.api.StreamId;
import io.rivulet.api.processor.AppendRefusedException;
import io.rivulet.api.processor.Appended;
import io.rivulet.client.ClientSettings;
import io.rivulet.client.RivuletClient;
import io.rivulet.client.model.AppendResult;
import io.rivulet.engine.processor.RemoteAppends;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Appends to streams of other owners by asking this node over HTTP, as any client does: it finds the owner, and learns the
 * outcome though the owner changes meanwhile. Any thread.
 */
final class OwnNodeAppends implements RemoteAppends {

    private final URI node;
    private final Map<String, RivuletClient> clients = new ConcurrentHashMap<>();

    /** @param address of this node's HTTP, host:port */
    OwnNodeAppends(String address) {
        node = URI.create("http://" + address);
    }

    @Override
    public CompletionStage<List<Appended>> append(StreamId stream, List<EventInput> events) {
        return clients
                .computeIfAbsent(
                        stream.namespace(),
                        namespace -> RivuletClient.of(ClientSettings.of(node).withNamespace(namespace)))
                .stream(stream.path())
                .appendAsync(events)
                .thenCompose(OwnNodeAppends::appended);
    }

    private static CompletionStage<List<Appended>> appended(AppendResult result) {
        if (result instanceof AppendResult.Refused refused) {
            return CompletableFuture.failedFuture(new AppendRefusedException(refused.refusal()));
        }
        return CompletableFuture.completedFuture(((AppendResult.Appended) result)
                .events().stream().map(OwnNodeAppends::appended).toList());
    }

    private static Appended appended(AppendResult.AppendedEvent one) {
        return new Appended(one.event().offset(), one.event().index(), one.isDuplicate());
    }

    @Override
    public void close() {
        clients.values().forEach(RivuletClient::close);
    }
}
