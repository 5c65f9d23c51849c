package io.rivulet.app.doctor;

import io.rivulet.engine.NamespaceSettings;
import io.rivulet.engine.topic.TopicFacts;
import io.rivulet.engine.topic.TopicRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Whether a namespace's topic is fit for it, or can be made so. */
final class TopicCheck implements Check {

    private final Brokers brokers;
    private final NamespaceSettings settings;
    private final String topic;

    TopicCheck(Brokers brokers, NamespaceSettings settings) {
        this.brokers = brokers;
        this.settings = settings;
        topic = settings.topic();
    }

    @Override
    public String id() {
        return "topic";
    }

    @Override
    public List<Finding> findings() {
        try {
            return judge(facts(describe(brokers, topic)), settings.maxEventBytes());
        } catch (Unanswered e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return List.of(settings.isTopicCreated() ? planned() : missing());
            }
            if (e.getCause() instanceof TopicAuthorizationException) {
                return List.of(Finding.problem(
                        id(), "The topic " + topic + " may not be described, so no node may start", "See the ACLs"));
            }
            throw e;
        }
    }

    /** The topic, with its cause in {@link Unanswered} when there is none. */
    static TopicDescription describe(Brokers brokers, String topic) {
        return Objects.requireNonNull(
                brokers.ask("describe the topic " + topic, admin -> admin.describeTopics(List.of(topic))
                                .allTopicNames())
                        .get(topic),
                "Kafka answered without the topic that was asked for");
    }

    private TopicFacts facts(TopicDescription description) {
        return TopicFacts.of(
                description,
                brokers.configOf(new ConfigResource(ConfigResource.Type.TOPIC, topic)),
                brokers.nodes().size());
    }

    List<Finding> judge(TopicFacts facts, int maxEventBytes) {
        List<Finding> findings = new ArrayList<>();
        TopicRules.judge(facts, maxEventBytes).forEach(fault -> findings.add(Finding.of(id(), fault)));
        TopicRules.judgeNow(facts).forEach(fault -> findings.add(Finding.of(id(), fault)));
        if (findings.isEmpty()) {
            findings.add(Finding.ok(
                    id(),
                    "The topic " + topic + " has "
                            + partitions(facts.partitions().size(), facts.replicas()) + ", and its records stay"));
        }
        return findings;
    }

    private Finding missing() {
        return Finding.problem(
                id(),
                "There is no topic " + topic + ", and no node creates it",
                "Correct namespace." + settings.name() + ".topic, or create the topic");
    }

    /** Asks the brokers whether they would create the topic; they do not. */
    private Finding planned() {
        NewTopic plan = settings.topicPlan().newTopic(topic);
        try {
            int replicas = brokers.ask("agree to create the topic " + topic, (Admin admin) -> rehearse(admin, plan)
                    .replicationFactor(topic));
            return plan(replicas, brokers.nodes().size());
        } catch (Unanswered e) {
            return Finding.problem(
                    id(),
                    "There is no topic " + topic + ", and " + e.getMessage(),
                    "Create it, correct topic.partitions and topic.replication.factor, or allow it: see the ACLs");
        }
    }

    private static CreateTopicsResult rehearse(Admin admin, NewTopic plan) {
        return admin.createTopics(List.of(plan), new CreateTopicsOptions().validateOnly(true));
    }

    Finding plan(int replicas, int brokers) {
        String found = "There is no topic " + topic + " yet; a node creates it with "
                + partitions(settings.topicPartitions(), replicas);
        return replicas < Math.min(brokers, BrokersCheck.SAFE_BROKERS)
                ? Finding.warning(
                        id(),
                        found + " on " + brokers + " brokers",
                        "Set topic.replication.factor=" + BrokersCheck.SAFE_BROKERS
                                + ", and min.insync.replicas=2 on the brokers")
                : Finding.ok(id(), found);
    }

    private static String partitions(int partitions, int replicas) {
        return partitions
                + (partitions == 1 ? " partition of " : " partitions of ")
                + replicas
                + (replicas == 1 ? " replica" : " replicas");
    }
}
