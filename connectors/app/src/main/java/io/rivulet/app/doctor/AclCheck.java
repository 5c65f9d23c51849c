package io.rivulet.app.doctor;

import io.rivulet.engine.EngineSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.resource.ResourceType;
import org.jspecify.annotations.Nullable;

/** Whether the brokers allow this principal what a node does, as far as they tell. */
final class AclCheck implements Check {

    private static final String REMEDY = "Add the ACLs that --principal prints";

    private final Brokers brokers;
    private final EngineSettings settings;

    AclCheck(Brokers brokers, EngineSettings settings) {
        this.brokers = brokers;
        this.settings = settings;
    }

    @Override
    public String id() {
        return "acl";
    }

    @Override
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        for (Right right : Rights.of(settings).node()) {
            if (right.resource() == ResourceType.TOPIC) {
                findings.add(ask(right, right.name(), () -> onTopic(right.name())));
            } else {
                settings.namespaces().keySet().forEach(namespace -> {
                    String group = settings.applicationId() + "-" + namespace;
                    findings.add(ask(right, group, () -> onGroup(group)));
                });
            }
        }
        return findings;
    }

    private Finding ask(Right right, String name, Supplier<@Nullable Set<AclOperation>> question) {
        try {
            return judge(right, name, question.get());
        } catch (Unanswered e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException
                    || e.getCause() instanceof GroupIdNotFoundException) {
                return Finding.unknown(
                        id(),
                        "The brokers tell no rights on " + subject(right, name) + ", since it is not there yet",
                        "");
            }
            if (e.getCause() instanceof TopicAuthorizationException
                    || e.getCause() instanceof GroupAuthorizationException) {
                return judge(right, name, Set.of());
            }
            return e.finding(id());
        }
    }

    private @Nullable Set<AclOperation> onTopic(String topic) {
        return brokers.ask("tell the rights on the topic " + topic, admin -> admin.describeTopics(
                                List.of(topic), new DescribeTopicsOptions().includeAuthorizedOperations(true))
                        .topicNameValues()
                        .get(topic))
                .authorizedOperations();
    }

    private @Nullable Set<AclOperation> onGroup(String group) {
        return brokers.ask("tell the rights on the group " + group, admin -> admin.describeConsumerGroups(
                                List.of(group), new DescribeConsumerGroupsOptions().includeAuthorizedOperations(true))
                        .describedGroups()
                        .get(group))
                .authorizedOperations();
    }

    /** On something that exists; a topic needs no right to be created then. */
    Finding judge(Right right, String name, @Nullable Set<AclOperation> granted) {
        if (granted == null) {
            return Finding.unknown(id(), "The brokers tell no rights on " + subject(right, name), "");
        }
        List<AclOperation> missing = right.missing(granted).stream()
                .filter(operation -> operation != AclOperation.CREATE)
                .toList();
        return missing.isEmpty()
                ? Finding.ok(id(), "Allowed on " + subject(right, name) + ": all that a node does")
                : Finding.problem(id(), "Not allowed on " + subject(right, name) + ": " + missing, REMEDY);
    }

    private static String subject(Right right, String name) {
        return (right.resource() == ResourceType.TOPIC ? "the topic " : "the group ") + name;
    }
}
