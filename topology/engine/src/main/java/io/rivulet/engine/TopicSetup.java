package io.rivulet.engine;

import io.rivulet.engine.topic.TopicFacts;
import io.rivulet.engine.topic.TopicFault;
import io.rivulet.engine.topic.TopicRules;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates the topic of a namespace, or checks one that is there: its records must stay, since everything is derived from
 * them.
 */
final class TopicSetup {

    private static final Logger LOG = LoggerFactory.getLogger(TopicSetup.class);

    private static final Duration LEADERS_WITHIN = Duration.ofSeconds(60);
    private static final Duration RETRY = Duration.ofMillis(50);

    private final Admin admin;
    private final NamespaceSettings settings;
    private final String topic;

    TopicSetup(Admin admin, NamespaceSettings settings) {
        this.admin = admin;
        this.settings = settings;
        topic = settings.topic();
    }

    /**
     * Makes sure of the topic. One that loses records is a {@link ConfigException}, and so is one that is not there and shall
     * not be created.
     */
    TopicFacts ensure() {
        if (describe().isEmpty()) {
            if (!settings.isTopicCreated()) {
                throw new ConfigException("There is no topic " + topic + ", and "
                        + NamespaceSettings.PREFIX + settings.name() + "." + NamespaceSettings.TOPIC_CREATE
                        + "=false. Correct " + NamespaceSettings.PREFIX + settings.name() + "."
                        + NamespaceSettings.TOPIC + ", or create the topic");
            }
            create();
        }
        TopicDescription description = awaitLeaders();
        TopicFacts facts = TopicFacts.of(description, configOf(), brokers());
        check(facts);
        return facts;
    }

    private Optional<TopicDescription> describe() {
        try {
            return Optional.ofNullable(
                    admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return Optional.empty();
            }
            throw failed("describe the topic " + topic, e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private void create() {
        NewTopic wanted = settings.topicPlan().newTopic(topic);
        try {
            admin.createTopics(List.of(wanted)).all().get();
            LOG.atInfo()
                    .addKeyValue("topic", topic)
                    .addKeyValue("partitions", settings.topicPartitions())
                    .log("Created a topic whose records never expire");
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw failed("create the topic " + topic, e);
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /**
     * Waits until every broker that answers knows the topic and each partition has a leader: a producer that meets a new
     * topic earlier may lose the order of its batches.
     */
    private TopicDescription awaitLeaders() {
        long deadline = System.nanoTime() + LEADERS_WITHIN.toNanos();
        while (true) {
            Optional<TopicDescription> description = describe();
            if (description.isPresent() && hasLeaders(description.get())) {
                return description.get();
            }
            if (System.nanoTime() > deadline) {
                throw new KafkaException("The topic " + topic + " has no leader for each of its partitions after "
                        + LEADERS_WITHIN.toSeconds() + " s; look at the brokers");
            }
            LockSupport.parkNanos(RETRY.toNanos());
        }
    }

    private boolean hasLeaders(TopicDescription description) {
        Map<TopicPartition, OffsetSpec> ends = description.partitions().stream()
                .map(partition -> new TopicPartition(description.name(), partition.partition()))
                .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
        try {
            admin.listOffsets(ends).all().get();
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RetriableException) {
                return false;
            }
            throw failed("find the leaders of the topic " + description.name(), e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private void check(TopicFacts facts) {
        List<TopicFault> faults = TopicRules.judge(facts, settings.maxEventBytes());
        String fatal = faults.stream()
                .filter(fault -> fault.weight() == TopicFault.Weight.FATAL)
                .map(TopicFault::toString)
                .collect(Collectors.joining("; "));
        if (!fatal.isEmpty()) {
            throw new ConfigException(fatal);
        }
        faults.forEach(fault -> LOG.atWarn()
                .addKeyValue("topic", topic)
                .addKeyValue("rule", fault.rule())
                .addKeyValue("fault", fault)
                .log("The topic should be set up otherwise"));
    }

    private int brokers() {
        try {
            return admin.describeCluster().nodes().get().size();
        } catch (ExecutionException e) {
            throw failed("name its brokers", e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private Config configOf() {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try {
            Config config = admin.describeConfigs(List.of(resource)).all().get().get(resource);
            return Objects.requireNonNull(config, "Kafka answered without the topic that was asked for");
        } catch (ExecutionException e) {
            throw failed("read the configuration of the topic " + topic, e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static KafkaException failed(String what, ExecutionException e) {
        Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
        return new KafkaException("Kafka could not " + what + ": " + cause.getMessage(), cause);
    }

    private static KafkaException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new KafkaException("interrupted while setting a topic up", e);
    }
}
