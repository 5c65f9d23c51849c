package io.rivulet.http.imports;

import io.rivulet.engine.Namespace;
import io.rivulet.engine.cluster.Address;
import io.rivulet.engine.cluster.Placement;
import io.rivulet.http.cluster.Peers;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Splits an import by owner: lines of this node's streams are appended here, the others go to their owners, all at once. */
final class RoutedWriter implements Writer {

    private final Namespace namespace;
    private final Writer local;
    private final Peers peers;
    private final String importId;
    private final Map<Address, PeerWriter> others = new HashMap<>();

    RoutedWriter(Namespace namespace, Writer local, Peers peers, String importId) {
        this.namespace = namespace;
        this.local = local;
        this.peers = peers;
        this.importId = importId;
    }

    @Override
    public Offer offer(Line line) throws InterruptedException {
        int partition = namespace.partitionOf(line.path());
        Placement placement = namespace.placement(partition);
        Address owner = placement.owner();
        if (placement.isHere()) {
            return local.offer(line);
        }
        if (owner == null || owner.equals(peers.self())) {
            Verdict moved = Verdict.moved("Partition " + partition + " has no owner");
            return new Offer(line, CompletableFuture.completedFuture(moved));
        }
        PeerWriter writer = others.get(owner);
        if (writer == null || writer.isClosed()) {
            writer = PeerWriter.open(peers, owner, namespace.name());
            others.put(owner, writer);
        }
        return writer.offer(line.keyed(importId));
    }

    @Override
    public void close() {
        others.values().forEach(PeerWriter::close);
    }
}
