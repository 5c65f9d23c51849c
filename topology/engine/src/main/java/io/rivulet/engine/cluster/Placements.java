package io.rivulet.engine.cluster;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.StreamsMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Which node was given which partition, as Kafka Streams tells each member of the group with every assignment. While a
 * rebalance is on, and while this node is in no group, the last known assignment stays. Once this node has left, nobody
 * tells it who has what was its own; it expects that at the other nodes, where a copy is first of all. Any thread.
 */
public final class Placements {

    /** How old the table may be. Whoever meets a node that is no longer the owner asks again, so it need not be newer. */
    private static final long MAX_AGE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final String topic;
    private final int partitions;
    private final Supplier<Collection<StreamsMetadata>> metadata;
    private final LongSupplier nanoTime;
    private volatile Table table;
    private volatile @Nullable Address left;

    /**
     * Nothing is known yet.
     *
     * @param metadata what Kafka Streams knows; throws {@link IllegalStateException} while it knows nothing
     * @param nanoTime for the age of what is known alone
     */
    public Placements(
            String topic, int partitions, Supplier<Collection<StreamsMetadata>> metadata, LongSupplier nanoTime) {
        this.topic = topic;
        this.partitions = partitions;
        this.metadata = metadata;
        this.nanoTime = nanoTime;
        table = new Table(partitions, nanoTime.getAsLong() - MAX_AGE_NANOS);
    }

    /** By partition. */
    private static final class Table {

        private final long madeNanos;
        private final @Nullable Address[] owners;
        private final List<List<Address>> standBys = new ArrayList<>();
        private final Set<Address> nodes = new TreeSet<>(Comparator.comparing(Address::toString));

        Table(int partitions, long madeNanos) {
            this.madeNanos = madeNanos;
            owners = new Address[partitions];
            for (int i = 0; i < partitions; i++) {
                standBys.add(new ArrayList<>());
            }
        }
    }

    /** This node has left the group, or is about to: what is its own goes to others. */
    public void leaves(Address self) {
        left = self;
    }

    /** The node that was given a partition, or null. */
    public @Nullable Address owner(int partition) {
        Address owner = current().owners[partition];
        return owner != null && owner.equals(left) ? null : owner;
    }

    /** The nodes that keep a copy of a partition, or may be given it next. */
    public List<Address> standBys(int partition) {
        Table known = current();
        List<Address> copies = known.standBys.get(partition);
        Address self = left;
        if (self == null || !self.equals(known.owners[partition])) {
            return copies;
        }
        Set<Address> heirs = new LinkedHashSet<>(copies);
        heirs.addAll(known.nodes);
        heirs.remove(self);
        return List.copyOf(heirs);
    }

    /** All nodes that have any partition, or a copy of one, in the order of their addresses. */
    public List<Address> nodes() {
        return List.copyOf(current().nodes);
    }

    private Table current() {
        Table known = table;
        if (nanoTime.getAsLong() - known.madeNanos < MAX_AGE_NANOS) {
            return known;
        }
        Table fresh = read();
        // An empty answer is the absence of one: what was known stays.
        if (fresh == null || fresh.nodes.isEmpty()) {
            return known;
        }
        table = fresh;
        return fresh;
    }

    private @Nullable Table read() {
        Collection<StreamsMetadata> clients;
        try {
            clients = metadata.get();
        } catch (IllegalStateException notRunning) {
            return null;
        }
        Table fresh = new Table(partitions, nanoTime.getAsLong());
        for (StreamsMetadata client : clients) {
            if (client.port() < 1) {
                continue;
            }
            Address address = new Address(client.host(), client.port());
            fresh.nodes.add(address);
            client.topicPartitions().stream()
                    .filter(this::isOurs)
                    .forEach(at -> fresh.owners[at.partition()] = address);
            client.standbyTopicPartitions().stream()
                    .filter(this::isOurs)
                    .forEach(at -> fresh.standBys.get(at.partition()).add(address));
        }
        return fresh;
    }

    private boolean isOurs(TopicPartition at) {
        return at.topic().equals(topic) && at.partition() < partitions;
    }
}
