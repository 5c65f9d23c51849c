package io.rivulet.benchmarks.fold;

import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** How everything that is measured reads, the bare consumer and every fold: as a node does. */
final class Reading {

    static final Map<String, Object> SETTINGS = Map.of(
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest",
            ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
            ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2_000);

    private Reading() {}

    /** What the folds have in common besides: one thread, at least once, no record caches. */
    static Properties streams(Subject.Target target) {
        Properties settings = new Properties();
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, target.bootstrapServers());
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, target.applicationId());
        settings.put(StreamsConfig.STATE_DIR_CONFIG, target.stateFolder().toString());
        settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
        settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 1);
        settings.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
        SETTINGS.forEach((key, value) -> settings.put(StreamsConfig.consumerPrefix(key), value));
        return settings;
    }
}
