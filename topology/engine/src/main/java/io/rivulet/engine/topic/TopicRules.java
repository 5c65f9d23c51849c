package io.rivulet.engine.topic;

import io.rivulet.engine.topic.TopicFault.Weight;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.common.config.TopicConfig;

/**
 * Judges whether a topic may hold a namespace: its records must stay, all of them, in the order in which they were
 * acknowledged, since everything is derived from them. Pure; for any thread.
 */
public final class TopicRules {

    private static final int SAFE_REPLICAS = 3;

    private final TopicFacts facts;
    private final List<TopicFault> faults = new ArrayList<>();

    private TopicRules(TopicFacts facts) {
        this.facts = facts;
    }

    /**
     * What is wrong with how the topic is set up, the worst first.
     *
     * @param maxEventBytes the largest payload that nodes take
     */
    public static List<TopicFault> judge(TopicFacts facts, int maxEventBytes) {
        TopicRules rules = new TopicRules(facts);
        rules.cleanup();
        rules.replication();
        rules.election();
        rules.retention();
        rules.timestamps();
        rules.size(maxEventBytes);
        return rules.faults();
    }

    /** What is wrong with the topic's replicas at this moment, the worst first. */
    public static List<TopicFault> judgeNow(TopicFacts facts) {
        TopicRules rules = new TopicRules(facts);
        rules.offline();
        rules.underReplicated();
        return rules.faults();
    }

    private List<TopicFault> faults() {
        return faults.stream()
                .sorted((a, b) -> b.weight().compareTo(a.weight()))
                .toList();
    }

    private void cleanup() {
        String cleanup = facts.setting(TopicConfig.CLEANUP_POLICY_CONFIG);
        if (cleanup.contains(TopicConfig.CLEANUP_POLICY_COMPACT)) {
            add(
                    Weight.FATAL,
                    TopicConfig.CLEANUP_POLICY_CONFIG,
                    "has cleanup.policy=" + cleanup + ": compaction drops events of every stream",
                    "Set it to delete, with retention.ms=-1, or name another topic");
        }
    }

    private void replication() {
        int replicas = facts.replicas();
        long inSync = facts.number(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, 1);
        if (replicas < SAFE_REPLICAS && facts.brokers() >= SAFE_REPLICAS) {
            add(
                    Weight.WARNING,
                    "replication.factor",
                    "has " + replicas + (replicas == 1 ? " replica" : " replicas") + " on " + facts.brokers()
                            + " brokers: "
                            + (replicas == 1
                                    ? "losing one broker's disk loses events"
                                    : "with one broker away nothing is spare"),
                    "Reassign its partitions to three replicas with kafka-reassign-partitions");
        }
        if (replicas > 0 && inSync > replicas) {
            minInSync(
                    Weight.PROBLEM,
                    inSync,
                    "more than it has replicas (" + replicas + "): no append is ever acknowledged");
        } else if (replicas > 1 && inSync == replicas) {
            minInSync(
                    Weight.WARNING,
                    inSync,
                    "as many as it has replicas: with one broker away every append waits in vain");
        } else if (replicas > 1 && inSync < 2) {
            minInSync(
                    Weight.WARNING, inSync, "so an acknowledged append may be on one broker only, and is lost with it");
        }
    }

    private void minInSync(Weight weight, long inSync, String consequence) {
        add(
                weight,
                TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG,
                "has min.insync.replicas=" + inSync + ", " + consequence,
                "Have three replicas and set it to 2");
    }

    private void election() {
        boolean isUnclean = Boolean.parseBoolean(facts.setting(TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG));
        if (isUnclean && facts.replicas() > 1) {
            add(
                    Weight.PROBLEM,
                    TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG,
                    "has unclean.leader.election.enable=true: a replica that lags may lead, acknowledged events are lost, and"
                            + " stores that have folded them differ from the log",
                    "Set it to false");
        }
    }

    private void retention() {
        for (String key : List.of(TopicConfig.RETENTION_MS_CONFIG, TopicConfig.RETENTION_BYTES_CONFIG)) {
            String value = facts.setting(key);
            if (!value.isEmpty() && !value.equals("-1")) {
                add(
                        Weight.WARNING,
                        key,
                        "has " + key + "=" + value
                                + ", so its records expire: rows stay, but a store that is rebuilt begins with"
                                + " the oldest record left, and earlier events, keys and states are lost",
                        "Set it to -1");
            }
        }
    }

    private void timestamps() {
        String type = facts.setting(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG);
        if (!type.isEmpty() && !type.equals("LogAppendTime")) {
            add(
                    Weight.WARNING,
                    TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                    "has message.timestamp.type=" + type + ": an event's createdAt is what its producer says",
                    "Set it to LogAppendTime, unless the producers' times are wanted");
        }
    }

    private void size(int maxEventBytes) {
        long most = facts.number(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Long.MAX_VALUE);
        long wanted = (long) maxEventBytes + TopicPlan.ENVELOPE_BYTES;
        if (most < wanted) {
            add(
                    Weight.WARNING,
                    TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                    "has max.message.bytes=" + most + ", less than max.event.bytes=" + maxEventBytes
                            + " with its envelope: the brokers refuse larger events, and the append fails",
                    "Set it to " + wanted + " or more, or lower max.event.bytes on all nodes");
        }
    }

    private void offline() {
        List<Integer> offline = partitions(partition -> !partition.hasLeader());
        if (!offline.isEmpty()) {
            add(
                    Weight.PROBLEM,
                    "partitions",
                    "has no leader for partitions " + offline + ": they take no appends and are not folded",
                    "Bring back a broker that has a replica in sync");
        }
    }

    private void underReplicated() {
        List<Integer> behind =
                partitions(partition -> partition.hasLeader() && partition.inSync() < partition.replicas());
        long inSync = facts.number(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, 1);
        boolean isStuck =
                facts.partitions().stream().anyMatch(partition -> partition.hasLeader() && partition.inSync() < inSync);
        if (!behind.isEmpty()) {
            add(
                    isStuck ? Weight.PROBLEM : Weight.WARNING,
                    "partitions",
                    "has replicas out of sync for partitions " + behind
                            + (isStuck ? ", fewer in sync than min.insync.replicas=" + inSync + ": appends fail" : ""),
                    "Look at the brokers: one is away, or too slow to follow");
        }
    }

    private List<Integer> partitions(Predicate<TopicFacts.Partition> which) {
        return facts.partitions().stream()
                .filter(which)
                .map(TopicFacts.Partition::partition)
                .toList();
    }

    private void add(Weight weight, String rule, String what, String remedy) {
        faults.add(new TopicFault(weight, rule, "The topic " + facts.topic() + " " + what, remedy));
    }
}
