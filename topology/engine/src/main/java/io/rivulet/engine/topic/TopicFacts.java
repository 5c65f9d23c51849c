package io.rivulet.engine.topic;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.TopicConfig;

/**
 * What Kafka says of a topic.
 *
 * @param settings the topic's own and the inherited ones, by Kafka's key
 * @param brokers how many the cluster has
 */
public record TopicFacts(String topic, Map<String, String> settings, List<Partition> partitions, int brokers) {

    /**
     * A partition now.
     *
     * @param inSync how many of the replicas have everything that was acknowledged
     */
    public record Partition(int partition, boolean hasLeader, int replicas, int inSync) {

        static Partition of(TopicPartitionInfo told) {
            boolean hasLeader = told.leader() != null && !told.leader().isEmpty();
            return new Partition(
                    told.partition(),
                    hasLeader,
                    told.replicas().size(),
                    told.isr().size());
        }
    }

    public TopicFacts {
        settings = Map.copyOf(settings);
        partitions = List.copyOf(partitions);
    }

    /** The facts in Kafka's answers; secret and unknown values are left out. */
    public static TopicFacts of(TopicDescription description, Config config, int brokers) {
        Map<String, String> settings = new HashMap<>();
        config.entries().forEach(entry -> {
            if (entry.value() != null) {
                settings.put(entry.name(), entry.value());
            }
        });
        return new TopicFacts(
                description.name(),
                settings,
                description.partitions().stream().map(Partition::of).toList(),
                brokers);
    }

    String setting(String key) {
        return settings.getOrDefault(key, "");
    }

    /** The value of a setting that is a number; the fallback when Kafka did not tell it. */
    long number(String key, long fallback) {
        String value = setting(key);
        return value.isEmpty() ? fallback : Long.parseLong(value);
    }

    /** The largest payload that the topic takes, with its envelope; never more than what is asked for. */
    public int maxPayloadBytes(int wanted) {
        long most = number(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Long.MAX_VALUE) - TopicPlan.ENVELOPE_BYTES;
        return (int) Math.max(0, Math.min(wanted, most));
    }

    /** Of the partition that has the fewest; 0 without partitions. */
    public int replicas() {
        return partitions.stream().mapToInt(Partition::replicas).min().orElse(0);
    }
}
