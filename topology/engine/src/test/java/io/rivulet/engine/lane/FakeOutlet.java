package io.rivulet.engine.lane;

import io.rivulet.engine.fold.MirrorRow;
import io.rivulet.engine.outbound.Delivery;
import io.rivulet.engine.outbound.Outlet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Writes down what it is given, once {@code before} lets it. */
final class FakeOutlet implements Outlet {

    private final String share;
    private final Map<String, List<Long>> taken = new ConcurrentHashMap<>();
    volatile Consumer<Delivery> before = delivery -> {};

    FakeOutlet(String share) {
        this.share = share;
    }

    /** The offsets that were taken of a stream, in the order in which they came. */
    List<Long> taken(String path) {
        return taken.getOrDefault(path, List.of());
    }

    @Override
    public CompletionStage<?> deliver(Delivery delivery) {
        before.accept(delivery);
        taken.computeIfAbsent(delivery.path().value(), path -> new CopyOnWriteArrayList<>())
                .addAll(delivery.events().stream().map(MirrorRow::offset).toList());
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public String kind() {
        return "fake";
    }

    @Override
    public String share() {
        return share;
    }

    @Override
    public int width() {
        return 1;
    }
}
