package io.rivulet.engine;

import io.rivulet.engine.streams.NamespaceTopology;
import io.rivulet.engine.streams.Skips;
import java.time.Duration;
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
    private static final int ENVELOPE_BYTES = 64 << 10;

    /** A thread that folds and is stuck for so long no longer holds up the others. */
    private static final int MAX_POLL_INTERVAL_MILLIS = 60_000;

    /** A broker that does not answer for so long is looked for elsewhere. */
    private static final int REQUEST_TIMEOUT_MILLIS = 10_000;

    /** How often it is asked whether a copy that is being built can take over; the least that Kafka Streams allows. */
    private static final int PROBING_INTERVAL_MILLIS = 60_000;

    /** Heartbeats within a session. */
    private static final int BEATS = 15;

    /** How long a thread waits for records before it looks what else there is, such as a store that has been restored. */
    private static final int POLL_MILLIS = 20;

    private KafkaSettings() {}

    /** For looking at topics and creating them. */
    public static Properties admin(EngineSettings settings) {
        Properties properties = new Properties();
        properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
        properties.putAll(settings.passThrough("admin."));
        return properties;
    }

    /** For the producer of appends: each is acknowledged by all replicas, in order, and sent at once. */
    public static Properties producer(EngineSettings settings) {
        Properties properties = new Properties();
        properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        properties.put(ProducerConfig.LINGER_MS_CONFIG, "0");
        properties.put(ProducerConfig.BATCH_SIZE_CONFIG, "65536");
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, settings.maxEventBytes() + ENVELOPE_BYTES);
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

    /** As {@link #streams(EngineSettings, String, Duration, Skips)}, for who waits for no offsets. */
    public static Properties streams(EngineSettings settings, String namespace) {
        return streams(settings, namespace, settings.sessionTimeout(), new Skips((partition, from, to) -> {}));
    }

    /**
     * For the Kafka Streams of one namespace: at least once, a checkpoint every second, no record caches, no transaction's
     * records before it is committed, records in groups ({@link NamespaceTopology#consumerSettings}).
     *
     * <p>A node that falls silent is given up after the session timeout; it beats fifteen times within one, since the others learn
     * of a rebalance with their next heartbeat. It is a static member of its group (KIP-345): killed and started again within
     * the session, it gets its partitions back without a rebalance.
     */
    static Properties streams(EngineSettings settings, String namespace, Duration sessionTimeout, Skips skips) {
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
        properties.put(StreamsConfig.POLL_MS_CONFIG, POLL_MILLIS);
        properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
        consumer(properties, ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        consumer(properties, ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        consumer(properties, ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MAX_POLL_RECORDS);
        consumer(properties, ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, (int) sessionTimeout.toMillis());
        consumer(properties, ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, (int) sessionTimeout.toMillis() / BEATS);
        consumer(properties, ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, MAX_POLL_INTERVAL_MILLIS);
        consumer(properties, ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MILLIS);
        consumer(
                properties,
                ConsumerConfig.GROUP_INSTANCE_ID_CONFIG,
                settings.applicationServer().replaceAll("[^a-zA-Z0-9._-]", "-"));
        properties.put(StreamsConfig.PROBING_REBALANCE_INTERVAL_MS_CONFIG, PROBING_INTERVAL_MILLIS);
        settings.passThrough("consumer.").forEach((key, value) -> consumer(properties, (String) key, value));
        properties.putAll(settings.passThrough("streams."));
        properties.putAll(NamespaceTopology.consumerSettings(skips));
        return properties;
    }

    private static void consumer(Properties properties, String key, Object value) {
        properties.put(StreamsConfig.consumerPrefix(key), value);
    }
}
