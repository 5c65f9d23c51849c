package io.rivulet.engine;

import io.rivulet.engine.store.SharedMemory;
import io.rivulet.engine.streams.Handouts;
import io.rivulet.engine.streams.NamespaceTopology;
import io.rivulet.engine.streams.Skips;
import io.rivulet.engine.topic.TopicPlan;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/**
 * The settings of Kafka's own clients: ours, and over them what the user passes through. A {@link Node} runs with them; who
 * measures against a node takes the same.
 */
public final class KafkaSettings {

    private static final int MAX_POLL_RECORDS = 2_000;

    /** A thread that folds and is stuck for so long no longer holds up the others. */
    private static final int MAX_POLL_INTERVAL_MILLIS = 60_000;

    /** A broker that does not answer for so long is looked for elsewhere. */
    private static final int REQUEST_TIMEOUT_MILLIS = 10_000;

    /** The longest pause before it is asked whether a copy that is being built can take over; Kafka Streams allows no less. */
    private static final int PROBING_INTERVAL_MILLIS = 60_000;

    /** The others learn of a rebalance with their next heartbeat, and nobody goes on before all have. */
    private static final int HEARTBEAT_MILLIS = 100;

    /** How long a thread waits for records before it looks what else there is, such as a store that has been restored. */
    private static final int POLL_MILLIS = 20;

    /** A copy takes what has come in so long at one time, or so much; one by one each event would cost as much as a hundred. */
    private static final int COPY_WAIT_MILLIS = 50;

    private static final int COPY_BYTES = 64 << 10;

    private KafkaSettings() {}

    /** For looking at topics and creating them. */
    public static Properties admin(EngineSettings settings) {
        Properties properties = new Properties();
        properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
        properties.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MILLIS);
        properties.putAll(settings.passThrough("admin."));
        return properties;
    }

    /** For looking at single records. */
    static Properties consumer(EngineSettings settings) {
        Properties properties = new Properties();
        properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
        properties.putAll(settings.passThrough("consumer."));
        return properties;
    }

    /**
     * For the producer of appends: each is acknowledged by all replicas, in order, and sent at once. What comes while a request is under way
     * goes together into the next one: a broker answers the requests of a connection one after the other anyway (ADR 0025).
     *
     * @param maxEventBytes the largest payload
     */
    public static Properties producer(EngineSettings settings, int maxEventBytes) {
        Properties properties = new Properties();
        properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        properties.put(ProducerConfig.LINGER_MS_CONFIG, "0");
        properties.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        properties.put(ProducerConfig.BATCH_SIZE_CONFIG, "65536");
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, maxEventBytes + TopicPlan.ENVELOPE_BYTES);
        properties.put(ProducerConfig.BUFFER_MEMORY_CONFIG, Math.max(64L << 20, 2 * settings.maxInFlightBytes()));
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int)
                Math.max(1_000, settings.appendTimeout().toMillis()));
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int)
                Math.min(30_000, Math.max(500, settings.appendTimeout().toMillis() / 2)));
        properties.put(
                ProducerConfig.MAX_BLOCK_MS_CONFIG, settings.appendTimeout().toMillis());
        properties.putAll(settings.passThrough("producer."));
        return properties;
    }

    /** As {@link #streams(EngineSettings, String, Duration, Skips, Handouts)}, for who waits for no offsets. */
    public static Properties streams(EngineSettings settings, String namespace) {
        Handouts handouts = new Handouts(InstantSource.system());
        return streams(
                settings, namespace, settings.sessionTimeout(), new Skips((partition, from, to) -> {}), handouts);
    }

    /**
     * For the Kafka Streams of one namespace: at least once, a checkpoint every second, no record caches, no transaction's
     * records before it is committed, records in groups ({@link NamespaceTopology#consumerSettings}).
     *
     * <p>A node that falls silent is given up after the session timeout. It is a static member of its group (KIP-345): killed and started again within
     * the session, it gets its partitions back without a rebalance.
     */
    static Properties streams(
            EngineSettings settings, String namespace, Duration sessionTimeout, Skips skips, Handouts handouts) {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, settings.applicationId() + "-" + namespace);
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
        properties.put(StreamsConfig.APPLICATION_SERVER_CONFIG, settings.applicationServer());
        properties.put(
                StreamsConfig.STATE_DIR_CONFIG,
                settings.stateDir().toAbsolutePath().toString());
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.streamThreads());
        properties.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, settings.standbys());
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
        properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 1_000);
        properties.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, (int)
                settings.namespace(namespace).topicReplication());
        properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, SharedMemory.class);
        properties.put(StreamsConfig.POLL_MS_CONFIG, POLL_MILLIS);
        properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
        properties.put(
                StreamsConfig.adminClientPrefix(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG), REQUEST_TIMEOUT_MILLIS);
        consumer(properties, ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        consumer(properties, ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        consumer(properties, ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MAX_POLL_RECORDS);
        consumer(properties, ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, (int) sessionTimeout.toMillis());
        consumer(properties, ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, HEARTBEAT_MILLIS);
        consumer(properties, ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, MAX_POLL_INTERVAL_MILLIS);
        consumer(properties, ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MILLIS);
        copy(properties, ConsumerConfig.FETCH_MIN_BYTES_CONFIG, COPY_BYTES);
        copy(properties, ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, COPY_WAIT_MILLIS);
        consumer(
                properties,
                ConsumerConfig.GROUP_INSTANCE_ID_CONFIG,
                settings.applicationServer().replaceAll("[^a-zA-Z0-9._-]", "-"));
        properties.put(StreamsConfig.PROBING_REBALANCE_INTERVAL_MS_CONFIG, PROBING_INTERVAL_MILLIS);
        properties.putAll(NamespaceTopology.assignmentSettings(handouts));
        settings.passThrough("consumer.").forEach((key, value) -> consumer(properties, (String) key, value));
        properties.putAll(settings.passThrough("streams."));
        properties.putAll(NamespaceTopology.consumerSettings(skips));
        return properties;
    }

    /** For the consumer that stand-bys and restores read with. */
    private static void copy(Properties properties, String key, Object value) {
        properties.put(StreamsConfig.restoreConsumerPrefix(key), value);
    }

    private static void consumer(Properties properties, String key, Object value) {
        properties.put(StreamsConfig.consumerPrefix(key), value);
    }
}
