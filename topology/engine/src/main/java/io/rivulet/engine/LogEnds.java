package io.rivulet.engine;

import io.rivulet.engine.cluster.Ownership.LogEnd;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/**
 * Asks the brokers how far the log of a topic goes, and how far the group has folded it. Any thread. What is asked after an
 * append was acknowledged counts its records: they are committed by then.
 */
final class LogEnds {

    /**
     * A partition that was taken over is not served before the answer is there. A broker that has not answered by then will not:
     * it is asked again, and Kafka's client looks for another one.
     */
    private static final int ANSWER_MILLIS = 5_000;

    /** An open transaction of a foreign producer holds back what comes after it; nothing of that is acknowledged. */
    private static final IsolationLevel COMMITTED = IsolationLevel.READ_COMMITTED;

    private final Admin admin;
    private final String topic;
    private final String group;

    LogEnds(Admin admin, String topic, String group) {
        this.admin = admin;
        this.topic = topic;
        this.group = group;
    }

    /** The offset that the next committed record of a partition will have, at the least. */
    CompletionStage<Long> end(int partition) {
        TopicPartition of = new TopicPartition(topic, partition);
        ListOffsetsOptions options = new ListOffsetsOptions(COMMITTED).timeoutMs(ANSWER_MILLIS);
        return admin.listOffsets(Map.of(of, OffsetSpec.latest()), options)
                .partitionResult(of)
                .toCompletionStage()
                .thenApply(ListOffsetsResultInfo::offset);
    }

    /** The end of a partition and what the group has committed of it. */
    CompletionStage<LogEnd> of(int partition) {
        return end(partition).thenCombine(committed(partition), LogEnd::new);
    }

    private CompletionStage<Long> committed(int partition) {
        TopicPartition of = new TopicPartition(topic, partition);
        return admin.listConsumerGroupOffsets(
                        Map.of(group, new ListConsumerGroupOffsetsSpec().topicPartitions(List.of(of))),
                        new ListConsumerGroupOffsetsOptions().timeoutMs(ANSWER_MILLIS))
                .partitionsToOffsetAndMetadata(group)
                .toCompletionStage()
                .thenApply(offsets ->
                        offsets.get(of) == null ? 0L : offsets.get(of).offset());
    }
}
