package io.rivulet.engine.checkpoint;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The checkpoints of a namespace on this node: an ordinary store of Kafka Streams with a compacted changelog, so that they
 * outlive their owner (design section 4). {@link #opened} and {@link #left} come on the thread that folds the partition.
 */
public final class Checkpoints {

    /** The name of the store; its changelog is {@code <application.id>-<namespace>-checkpoints-changelog}. */
    public static final String STORE = "checkpoints";

    private static final Duration WRITE_INTERVAL = Duration.ofMillis(25);

    /**
     * Small segments, compacted early: a new owner reads little more than the newest row of each lane. Kafka Streams adds the
     * replication factor.
     */
    private static final Map<String, String> CHANGELOG = Map.of(
            TopicConfig.CLEANUP_POLICY_CONFIG,
            TopicConfig.CLEANUP_POLICY_COMPACT,
            TopicConfig.SEGMENT_BYTES_CONFIG,
            String.valueOf(16 << 20),
            TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG,
            "0.2",
            TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG,
            String.valueOf(Duration.ofHours(6).toMillis()),
            TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
            "CreateTime");

    private final Map<Integer, CheckpointTable> tables = new ConcurrentHashMap<>();

    /** Makes the store for each task. */
    public static StoreBuilder<KeyValueStore<byte[], byte[]>> store() {
        return Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore(STORE), Serdes.ByteArray(), Serdes.ByteArray())
                .withCachingDisabled()
                .withLoggingEnabled(CHANGELOG);
    }

    /** This node owns a partition from now on. */
    public void opened(int partition, ProcessorContext<?, ?> context) {
        CheckpointTable table = new CheckpointTable(context.getStateStore(STORE));
        tables.put(partition, table);
        context.schedule(WRITE_INTERVAL, PunctuationType.WALL_CLOCK_TIME, now -> table.write());
    }

    /** This node no longer owns a partition. */
    public void left(int partition) {
        CheckpointTable table = tables.remove(partition);
        if (table != null) {
            table.leave();
        }
    }

    /** The checkpoints of a partition that this node owns. */
    public Optional<CheckpointTable> of(int partition) {
        return Optional.ofNullable(tables.get(partition));
    }
}
