package io.rivulet.benchmarks.fold;

import io.rivulet.engine.EngineSettings;
import io.rivulet.engine.KafkaSettings;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** How everything that is measured reads, the bare consumer and every fold: as a node does. */
final class Reading {

    static final String NAMESPACE = "benchmark";

    private Reading() {}

    /** The settings of a node that would fold the target. */
    static EngineSettings node(Subject.Target target) {
        return EngineSettings.of(settings(target));
    }

    /** The same with processors. */
    static EngineSettings node(Subject.Target target, String attachments) {
        Map<String, Object> settings = new HashMap<>(settings(target));
        settings.put(EngineSettings.PROCESSOR_ATTACH, attachments);
        return EngineSettings.of(settings);
    }

    private static Map<String, Object> settings(Subject.Target target) {
        return Map.of(
                EngineSettings.BOOTSTRAP_SERVERS, target.bootstrapServers(),
                EngineSettings.NAMESPACES, NAMESPACE + ":" + target.topic().name(),
                EngineSettings.APPLICATION_ID, target.applicationId(),
                EngineSettings.STATE_DIR, target.stateFolder().toString());
    }

    /** The settings of that node's Kafka Streams. */
    static Properties streams(EngineSettings node) {
        return KafkaSettings.streams(node, NAMESPACE);
    }

    /** The settings of a node's consumers, without a group. */
    static Map<String, Object> consumer(String bootstrapServers) {
        Properties streams = streams(EngineSettings.of(
                Map.of(EngineSettings.BOOTSTRAP_SERVERS, bootstrapServers, EngineSettings.NAMESPACES, NAMESPACE)));
        Map<String, Object> settings = new HashMap<>();
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        streams.forEach((key, value) -> {
            if (key.toString().startsWith(StreamsConfig.CONSUMER_PREFIX)) {
                settings.put(key.toString().substring(StreamsConfig.CONSUMER_PREFIX.length()), value);
            }
        });
        return settings;
    }
}
