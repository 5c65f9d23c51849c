package io.rivulet.benchmarks.broker;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.RetriableException;

/** The Kafka that the measurements share: one broker, in a process of its own, and its topics. */
public final class Cluster implements AutoCloseable {

    /** Partitions of every topic of events. */
    public static final int PARTITIONS = 4;

    private static final int LEADER_ATTEMPTS = 100;
    private static final int LEADER_PAUSE_MILLIS = 100;

    private final BrokerProcess broker;
    private final Admin admin;

    private Cluster(BrokerProcess broker) {
        this.broker = broker;
        this.admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers()));
    }

    /** Starts a broker whose data and log lie in a folder. */
    public static Cluster start(Path folder) {
        return new Cluster(BrokerProcess.start(folder.resolve("broker"), folder.resolve("broker.log")));
    }

    public String bootstrapServers() {
        return broker.bootstrapServers();
    }

    /** Creates a topic of events, as Rivulet would: nothing expires, and the broker stamps the time. */
    public void createTopic(String name) throws InterruptedException, ExecutionException {
        NewTopic topic = new NewTopic(name, PARTITIONS, (short) 1)
                .configs(Map.of(
                        TopicConfig.RETENTION_MS_CONFIG, "-1",
                        TopicConfig.RETENTION_BYTES_CONFIG, "-1",
                        TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime"));
        admin.createTopics(List.of(topic)).all().get();
        awaitLeaders(name);
    }

    /**
     * Asks each partition's leader something. A producer that comes before a leader is ready may lose the place of its
     * first batch to a later one in flight, and then never gets it in: {@code OUT_OF_ORDER_SEQUENCE_NUMBER} until it
     * times out.
     */
    private void awaitLeaders(String topic) throws InterruptedException, ExecutionException {
        Map<TopicPartition, OffsetSpec> ends = IntStream.range(0, PARTITIONS)
                .boxed()
                .collect(Collectors.toMap(
                        partition -> new TopicPartition(topic, partition), partition -> OffsetSpec.latest()));
        for (int attempt = 1; ; attempt++) {
            try {
                admin.listOffsets(ends).all().get();
                return;
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof RetriableException) || attempt == LEADER_ATTEMPTS) {
                    throw e;
                }
                Thread.sleep(LEADER_PAUSE_MILLIS);
            }
        }
    }

    /** Deletes the topics whose names start with a prefix. */
    public void deleteTopics(String prefix) throws InterruptedException, ExecutionException {
        List<String> topics = admin.listTopics().names().get().stream()
                .filter(topic -> topic.startsWith(prefix))
                .toList();
        admin.deleteTopics(topics).all().get();
    }

    /** The bytes that the topics whose names start with a prefix take on the broker's disk. */
    public long topicBytes(String prefix) throws InterruptedException, ExecutionException {
        return admin
                .describeLogDirs(List.of(
                        admin.describeCluster().nodes().get().iterator().next().id()))
                .allDescriptions()
                .get()
                .values()
                .stream()
                .map(Map::values)
                .flatMap(Collection::stream)
                .map(LogDirDescription::replicaInfos)
                .flatMap(replicas -> replicas.entrySet().stream())
                .filter(replica -> replica.getKey().topic().startsWith(prefix))
                .mapToLong(replica -> replica.getValue().size())
                .sum();
    }

    @Override
    public void close() {
        admin.close();
        broker.close();
    }
}
