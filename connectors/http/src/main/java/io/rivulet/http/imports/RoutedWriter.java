package io.rivulet.http.imports;

import io.rivulet.api.StreamPath;
import io.rivulet.engine.cluster.Address;
import io.rivulet.engine.cluster.Placement;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;

/**
 * Splits an import by owner: lines of this node's streams are appended here, the others go to their owners, all at once.
 *
 * <p>Lines of a partition go one way while any of them has no verdict. On two ways the later one might be taken first, and if the
 * earlier one is not taken at all, it would come after the later one when it is offered again.
 */
final class RoutedWriter implements Writer {

    private final Owners owners;
    private final Writer local;
    private final Function<Address, Writer> peers;
    private final String importId;
    private final Map<Address, Writer> others = new HashMap<>();

    /** Which way the lines of a partition went since all of them were settled. */
    private final Map<Integer, Writer> ways = new HashMap<>();

    /**
     * Who owns what.
     *
     * @param self the address of this node
     */
    record Owners(Address self, ToIntFunction<StreamPath> partitionOf, IntFunction<Placement> placement) {}

    /**
     * Knows no way yet.
     *
     * @param local appends to the streams of this node
     * @param peers opens a way to another node
     */
    RoutedWriter(Owners owners, Writer local, Function<Address, Writer> peers, String importId) {
        this.owners = owners;
        this.local = local;
        this.peers = peers;
        this.importId = importId;
    }

    @Override
    public Offer offer(Line line) throws InterruptedException {
        int partition = owners.partitionOf().applyAsInt(line.path());
        Placement placement = owners.placement().apply(partition);
        Address owner = placement.owner();
        Writer way;
        if (placement.isHere()) {
            way = local;
        } else if (owner == null || owner.equals(owners.self())) {
            return notTaken(line, "Partition " + partition + " has no owner");
        } else {
            way = wayTo(owner);
        }
        Writer before = ways.putIfAbsent(partition, way);
        if (before != null && before != way) {
            return notTaken(line, "Partition " + partition + " has moved while lines were on their way to it");
        }
        return way.offer(way == local ? line : line.keyed(importId));
    }

    private Writer wayTo(Address owner) {
        Writer known = others.get(owner);
        if (known != null && !known.isClosed()) {
            return known;
        }
        if (known != null) {
            known.close();
        }
        Writer opened = peers.apply(owner);
        others.put(owner, opened);
        return opened;
    }

    private static Offer notTaken(Line line, String why) {
        return new Offer(line, CompletableFuture.completedFuture(Verdict.moved(why)));
    }

    @Override
    public void settled() {
        ways.clear();
    }

    @Override
    public void close() {
        others.values().forEach(Writer::close);
    }
}
