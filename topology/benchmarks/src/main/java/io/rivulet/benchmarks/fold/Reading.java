package io.rivulet.benchmarks.fold;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/** How everything that is measured reads: the same settings for the bare consumer and for every fold. */
final class Reading {

    /** Kafka Streams' own defaults, named because the bare consumer's differ. */
    static final Map<String, Object> SETTINGS =
            Map.of(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest", ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1000);

    private Reading() {}
}
