package io.rivulet.engine.streams;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Packs what a poll brings into one {@link RecordGroup} a partition, and tells of polls that only passed offsets without
 * records (KIP-1094). Made by Kafka's consumer, on the stream's thread.
 */
public final class GroupInterceptor implements ConsumerInterceptor<byte[], byte[]> {

    /** The key under which the consumer's settings carry the {@link Skips}. */
    static final String SKIPS = "rivulet.skips";

    private Skips skips = new Skips((partition, from, to) -> {});

    @Override
    public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> groups = new HashMap<>();
        records.nextOffsets().forEach((partition, next) -> {
            List<ConsumerRecord<byte[], byte[]>> polled = records.records(partition);
            skips.polled(partition, next.offset(), !polled.isEmpty());
            if (!polled.isEmpty()) {
                groups.put(partition, List.of(RecordGroup.pack(polled, next.offset())));
            }
        });
        if (groups.size() != records.partitions().size()) {
            throw new IllegalStateException("Kafka's consumer told no next offset of a partition with records");
        }
        return new ConsumerRecords<>(groups, records.nextOffsets());
    }

    @Override
    public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {
        // Nothing to do: the store says how far it is.
    }

    @Override
    public void close() {
        // Nothing is held.
    }

    @Override
    public void configure(Map<String, ?> configs) {
        if (configs.get(SKIPS) instanceof Skips given) {
            skips = given;
        }
    }
}
