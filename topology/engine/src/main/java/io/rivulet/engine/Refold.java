package io.rivulet.engine;

import io.rivulet.engine.fold.FoldSettings;
import io.rivulet.engine.fold.Verdicts;
import io.rivulet.engine.query.PartitionDigest;
import io.rivulet.engine.store.DigestScan;
import io.rivulet.engine.store.PartitionStore;
import io.rivulet.engine.store.StoreMemory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Properties;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Folds a partition anew, from the beginning of its log into a scratch store, to compare its rows with those of a running
 * node: the log alone says what the rows must be. Joins no group and changes nothing on the brokers.
 */
public final class Refold implements AutoCloseable {

    private static final long MEMORY_BYTES = 64L << 20;
    private static final int CACHED_STREAMS = 100_000;
    private static final Duration POLL = Duration.ofMillis(500);

    private final String topic;
    private final FoldSettings fold;
    private final Path scratch;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final StoreMemory memory = new StoreMemory(MEMORY_BYTES, MEMORY_BYTES);

    /**
     * Makes ready to fold partitions of a topic.
     *
     * @param kafka settings of the consumer, {@code bootstrap.servers} at least
     * @param scratch a folder for the scratch stores, empty; the caller deletes it
     */
    public Refold(Properties kafka, String topic, FoldSettings fold, Path scratch) {
        this.topic = topic;
        this.fold = fold;
        this.scratch = scratch;
        Properties properties = new Properties();
        properties.putAll(kafka);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /**
     * Folds a partition up to and with an offset, and sums up its rows. A log that ends earlier is folded to its end, which
     * the digest then tells.
     *
     * @param upTo an offset that a node has applied, -1 for none
     * @param onProgress hears the offset reached, now and then
     */
    public PartitionDigest fold(int partition, long upTo, LongConsumer onProgress) {
        PartitionStore.Settings settings = new PartitionStore.Settings(
                fold, memory, CACHED_STREAMS, Duration.ofDays(1), Runnable::run, InstantSource.system());
        Path folder = scratch.resolve("partition-" + partition);
        try (PartitionStore store = PartitionStore.open(folder, partition, settings)) {
            TopicPartition log = new TopicPartition(topic, partition);
            consumer.assign(List.of(log));
            consumer.seekToBeginning(List.of(log));
            long end = Math.min(upTo + 1, consumer.endOffsets(List.of(log)).getOrDefault(log, 0L));
            while (consumer.position(log) < end) {
                List<ConsumerRecord<byte[], byte[]>> records = consumer.poll(POLL).records(log).stream()
                        .filter(record -> record.offset() < end)
                        .toList();
                store.apply(records, Verdicts.UNHEARD, stream -> {});
                onProgress.accept(store.applied());
            }
            DigestScan.Result sum = store.digest();
            return new PartitionDigest(partition, sum.applied(), sum.rows(), sum.sha256());
        }
    }

    @Override
    public void close() {
        consumer.close();
        memory.close();
    }
}
