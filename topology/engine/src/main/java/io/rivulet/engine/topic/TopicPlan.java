package io.rivulet.engine.topic;

import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/**
 * The topics that Rivulet creates: their records never expire, no replica leads that lacks acknowledged ones, and their times
 * are the brokers'.
 *
 * @param replication replicas of each partition; negative for the brokers' default
 * @param maxEventBytes the largest payload
 */
public record TopicPlan(int partitions, short replication, int maxEventBytes) {

    /** Room for key and headers beside a payload. */
    public static final int ENVELOPE_BYTES = 64 << 10;

    /** As Kafka's admin client takes it. */
    public NewTopic newTopic(String name) {
        return new NewTopic(
                        name, Optional.of(partitions), replication < 0 ? Optional.empty() : Optional.of(replication))
                .configs(Map.of(
                        TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE,
                        TopicConfig.RETENTION_MS_CONFIG, "-1",
                        TopicConfig.RETENTION_BYTES_CONFIG, "-1",
                        TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG, "false",
                        TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime",
                        TopicConfig.MAX_MESSAGE_BYTES_CONFIG, String.valueOf(maxEventBytes + ENVELOPE_BYTES)));
    }
}
