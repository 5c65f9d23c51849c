package io.rivulet.engine.tail;

import io.rivulet.api.StreamPath;
import io.rivulet.engine.fold.StreamRow;
import io.rivulet.engine.store.PartitionStore;
import io.rivulet.engine.threads.NamedThreads;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The open subscriptions of a namespace on this node, found by the stream that they follow. Any thread. */
public final class Tails implements AutoCloseable {

    private final String namespace;
    private final ToIntFunction<byte[]> partitionOf;
    private final IntFunction<Optional<PartitionStore>> owned;
    private final Facts facts;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Map<ByteBuffer, Map<String, Pump>> pumps = new ConcurrentHashMap<>();
    private final Map<Presence.Turn, Presence> turns = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(2, NamedThreads.of("rivulet-pump"));
    private final ExecutorService telling = Executors.newSingleThreadExecutor(NamedThreads.of("rivulet-presence"));

    /**
     * No subscriptions yet.
     *
     * @param partitionOf the partition of a stream's key
     * @param owned the store of a partition that this node serves
     * @param facts where streams are told of subscriptions that have a key
     * @param random makes the ids of those that have none
     */
    public Tails(
            String namespace,
            ToIntFunction<byte[]> partitionOf,
            IntFunction<Optional<PartitionStore>> owned,
            Facts facts,
            InstantSource clock,
            RandomGenerator random) {
        this.namespace = namespace;
        this.partitionOf = partitionOf;
        this.owned = owned;
        this.facts = facts;
        this.clock = clock;
        this.random = random;
    }

    /** See {@link io.rivulet.engine.Namespace#tail}. */
    public Tail open(StreamPath path, Subscription wanted, TailSink sink) {
        byte[] stream = path.toKey();
        int partition = partitionOf.applyAsInt(stream);
        String given = wanted.key();
        String key = given == null ? HexFormat.of().toHexDigits(random.nextLong()) : given;
        Presence presence = given == null ? null : new Presence(facts, path, key, wanted.subscriber(), telling);
        Pump.Parts parts = new Pump.Parts(() -> owned.apply(partition), threads, clock, presence, this::remove);
        Pump pump = new Pump(path, partition, key, new Cursor(stream, namespace, wanted), sink, parts);
        Pump replaced = register(stream, pump);
        if (replaced != null) {
            replaced.end(Ending.REPLACED);
        }
        pump.start(presence == null ? CompletableFuture.completedFuture(null) : take(presence));
        return pump;
    }

    /** Its turn to tell comes when all is told of the one before it, whether that was replaced or left by itself (CS-14). */
    private CompletableFuture<Void> take(Presence presence) {
        Presence before = turns.put(presence.turn(), presence);
        var unused = presence.told().whenComplete((told, never) -> turns.remove(presence.turn(), presence));
        return before == null ? CompletableFuture.completedFuture(null) : before.told();
    }

    /** Takes the place of the one of the same key, which is returned (SUB-3). */
    private @Nullable Pump register(byte[] stream, Pump pump) {
        List<Pump> replaced = new ArrayList<>(1);
        pumps.compute(ByteBuffer.wrap(stream), (path, following) -> {
            Map<String, Pump> all = following == null ? new ConcurrentHashMap<>() : following;
            Pump before = all.put(pump.key(), pump);
            if (before != null) {
                replaced.add(before);
            }
            return all;
        });
        return replaced.isEmpty() ? null : replaced.get(0);
    }

    /** The rows of a stream were written: its tails read on. On the thread that folds the partition. */
    public void changed(StreamRow stream) {
        if (pumps.isEmpty()) {
            return;
        }
        Map<String, Pump> following = pumps.get(ByteBuffer.wrap(stream.path()));
        if (following != null) {
            following.values().forEach(Pump::wake);
        }
    }

    /** This node no longer serves a partition: its tails end, and say so. */
    public void closed(int partition) {
        each(pump -> {
            if (pump.partition() == partition) {
                pump.end(Ending.MOVED);
            }
        });
    }

    /** How the open subscriptions of a stream do, in the order in which they were opened (AP-42). */
    public List<Connection> connections(StreamPath path) {
        return pumps.getOrDefault(ByteBuffer.wrap(path.toKey()), Map.of()).values().stream()
                .map(Pump::connection)
                .sorted(Comparator.comparing(Connection::startedAt).thenComparing(Connection::key))
                .toList();
    }

    /** How many subscriptions are open. */
    public int count() {
        return pumps.values().stream().mapToInt(Map::size).sum();
    }

    /** How many subscriptions wait for a subscriber who has been taking one batch for longer than this. */
    public int stalled(Duration longerThan) {
        Instant since = clock.instant().minus(longerThan);
        return (int) pumps.values().stream()
                .flatMap(following -> following.values().stream())
                .filter(pump -> pump.isStalledSince(since))
                .count();
    }

    /** Only if it is still the registered one: a key may have been taken over (SUB-26). */
    private void remove(Pump pump) {
        pumps.computeIfPresent(ByteBuffer.wrap(pump.path().toKey()), (path, following) -> {
            following.remove(pump.key(), pump);
            return following.isEmpty() ? null : following;
        });
    }

    private void each(Consumer<Pump> action) {
        pumps.values().forEach(following -> following.values().forEach(action));
    }

    @Override
    public void close() {
        each(pump -> pump.end(Ending.CLOSING));
        threads.shutdown();
        telling.shutdown();
    }
}
