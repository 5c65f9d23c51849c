package io.rivulet.engine.tail;

import io.rivulet.api.StreamPath;
import io.rivulet.engine.fold.StreamRow;
import io.rivulet.engine.store.PartitionStore;
import io.rivulet.engine.threads.NamedThreads;
import io.rivulet.wire.Partitions;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;

/** The open tails of a namespace on this node, found by the stream that they follow. Any thread. */
public final class Tails implements AutoCloseable {

    private final int partitions;
    private final IntFunction<Optional<PartitionStore>> owned;
    private final Map<ByteBuffer, Set<Pump>> pumps = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(2, NamedThreads.of("rivulet-pump"));

    /**
     * No tails yet.
     *
     * @param owned the store of a partition that this node serves
     */
    public Tails(int partitions, IntFunction<Optional<PartitionStore>> owned) {
        this.partitions = partitions;
        this.owned = owned;
    }

    /** See {@link io.rivulet.engine.Namespace#tail}. */
    public Tail open(StreamPath path, long after, TailSink sink) {
        byte[] key = path.toKey();
        int partition = Partitions.of(key, partitions);
        Pump pump = new Pump(key, after, sink, () -> owned.apply(partition), threads, this::remove);
        pumps.compute(ByteBuffer.wrap(key), (stream, following) -> {
            Set<Pump> all = following == null ? ConcurrentHashMap.newKeySet() : following;
            all.add(pump);
            return all;
        });
        pump.wake();
        return pump;
    }

    /** The rows of a stream were written: its tails read on. On the thread that folds the partition. */
    public void changed(StreamRow stream) {
        if (pumps.isEmpty()) {
            return;
        }
        Set<Pump> following = pumps.get(ByteBuffer.wrap(stream.path()));
        if (following != null) {
            following.forEach(Pump::wake);
        }
    }

    /** This node no longer serves a partition: its tails end, and say so. */
    public void closed(int partition) {
        pumps.values()
                .forEach(following -> following.forEach(pump -> {
                    if (Partitions.of(pump.path(), partitions) == partition) {
                        pump.end(TailSink.Ending.MOVED);
                    }
                }));
    }

    /** How many tails are open. */
    public int count() {
        return pumps.values().stream().mapToInt(Set::size).sum();
    }

    private void remove(Pump pump) {
        pumps.computeIfPresent(ByteBuffer.wrap(pump.path()), (path, following) -> {
            following.remove(pump);
            return following.isEmpty() ? null : following;
        });
    }

    @Override
    public void close() {
        pumps.values().forEach(following -> following.forEach(pump -> pump.end(TailSink.Ending.MOVED)));
        threads.shutdown();
    }
}
