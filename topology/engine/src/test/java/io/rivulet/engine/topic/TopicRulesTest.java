package io.rivulet.engine.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.rivulet.engine.topic.TopicFault.Weight;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicRulesTest {

    private static final int MAX_EVENT_BYTES = 1 << 20;

    private final Map<String, String> settings = new HashMap<>();
    private final List<TopicFacts.Partition> partitions = new ArrayList<>();

    TopicRulesTest() {
        NewTopic planned = new TopicPlan(2, (short) 3, MAX_EVENT_BYTES).newTopic("t");
        settings.putAll(planned.configs());
        settings.put("min.insync.replicas", "2");
        partitions.add(new TopicFacts.Partition(0, true, 3, 3));
        partitions.add(new TopicFacts.Partition(1, true, 3, 3));
    }

    @Test
    void shouldFindNoFaultWithATopicAsPlannedOnThreeBrokers() {
        assertThat(judge(3)).isEmpty();
        assertThat(TopicRules.judgeNow(facts(3))).isEmpty();
    }

    @Test
    void shouldFindNoFaultWithATopicAsPlannedOnTheOnlyBroker() {
        partitions.clear();
        partitions.add(new TopicFacts.Partition(0, true, 1, 1));
        settings.put("min.insync.replicas", "1");
        settings.put("unclean.leader.election.enable", "true");

        assertThat(judge(1)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "cleanup.policy, compact, FATAL, drops events",
        "cleanup.policy, 'compact,delete', FATAL, drops events",
        "retention.ms, 604800000, WARNING, expire",
        "retention.bytes, 1000, WARNING, expire",
        "message.timestamp.type, CreateTime, WARNING, createdAt",
        "max.message.bytes, 1048588, WARNING, refuse larger events",
        "min.insync.replicas, 1, WARNING, one broker only",
        "min.insync.replicas, 3, WARNING, one broker away",
        "min.insync.replicas, 4, PROBLEM, no append is ever acknowledged",
        "unclean.leader.election.enable, true, PROBLEM, acknowledged events are lost",
    })
    void shouldFindTheFaultOfASetting(String key, String value, Weight weight, String consequence) {
        settings.put(key, value);

        assertThat(judge(3)).singleElement().satisfies(fault -> {
            assertThat(fault.weight()).isEqualTo(weight);
            assertThat(fault.rule()).isEqualTo(key);
            assertThat(fault.found()).startsWith("The topic t has ").contains(value, consequence);
            assertThat(fault.remedy()).isNotBlank();
        });
    }

    @Test
    void shouldWantThreeReplicasWhereThereAreBrokersForThem() {
        partitions.set(1, new TopicFacts.Partition(1, true, 1, 1));
        settings.put("min.insync.replicas", "1");

        assertThat(judge(2)).isEmpty();
        assertThat(judge(3)).extracting(TopicFault::rule).containsExactly("replication.factor");
    }

    @Test
    void shouldNameTheWorstFirst() {
        settings.put("retention.ms", "1");
        settings.put("cleanup.policy", "compact");

        assertThat(judge(3)).extracting(TopicFault::weight).containsExactly(Weight.FATAL, Weight.WARNING);
    }

    @Test
    void shouldTellPartitionsThatAreAwayNow() {
        partitions.set(0, new TopicFacts.Partition(0, false, 3, 0));
        partitions.set(1, new TopicFacts.Partition(1, true, 3, 2));

        assertThat(TopicRules.judgeNow(facts(3)))
                .extracting(TopicFault::weight, TopicFault::found)
                .containsExactly(
                        tuple(
                                Weight.PROBLEM,
                                "The topic t has no leader for partitions [0]: they take no appends and are not folded"),
                        tuple(Weight.WARNING, "The topic t has replicas out of sync for partitions [1]"));
    }

    @Test
    void shouldTellThatTooFewReplicasAreInSyncForAppends() {
        partitions.set(1, new TopicFacts.Partition(1, true, 3, 1));

        assertThat(TopicRules.judgeNow(facts(3))).singleElement().satisfies(fault -> {
            assertThat(fault.weight()).isEqualTo(Weight.PROBLEM);
            assertThat(fault.found()).contains("appends fail");
        });
    }

    private List<TopicFault> judge(int brokers) {
        return TopicRules.judge(facts(brokers), MAX_EVENT_BYTES);
    }

    private TopicFacts facts(int brokers) {
        return new TopicFacts("t", settings, partitions, brokers);
    }
}
