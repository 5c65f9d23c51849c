package io.rivulet.engine.streams;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * The records that one poll brought of one partition, on their way through Kafka Streams in a single record: the headers of
 * that record carry them, and the source's deserialiser unpacks them. So the price of a record's way through Kafka Streams
 * is paid once for each group.
 *
 * @param records in log order; empty for a record that came by itself
 * @param next the offset that the next record of the partition may have
 * @param lone the value of a record that came by itself, as from a test driver, which knows no interceptors
 */
record RecordGroup(List<ConsumerRecord<byte[], byte[]>> records, long next, byte @Nullable [] lone) {

    /** Packs a group into a record at the offset of its first one, which is what Kafka Streams goes by. */
    static ConsumerRecord<byte[], byte[]> pack(List<ConsumerRecord<byte[], byte[]>> records, long next) {
        ConsumerRecord<byte[], byte[]> first = records.get(0);
        return new ConsumerRecord<>(
                first.topic(),
                first.partition(),
                first.offset(),
                first.timestamp(),
                first.timestampType(),
                0,
                0,
                first.key(),
                first.value(),
                new Carrier(new RecordGroup(records, next, null)),
                first.leaderEpoch());
    }

    /** Headers that carry a group. */
    private static final class Carrier extends RecordHeaders {

        private final RecordGroup group;

        Carrier(RecordGroup group) {
            this.group = group;
        }
    }

    /** Takes the group out of a record's headers. */
    static final class Unpacker implements Deserializer<RecordGroup> {

        @Override
        public RecordGroup deserialize(String topic, byte @Nullable [] data) {
            return new RecordGroup(List.of(), -1, data);
        }

        @Override
        public RecordGroup deserialize(String topic, Headers headers, byte @Nullable [] data) {
            return headers instanceof Carrier carrier ? carrier.group : deserialize(topic, data);
        }
    }
}
