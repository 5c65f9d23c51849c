package io.rivulet.benchmarks.fold;

import io.rivulet.benchmarks.stock.StockTopology;
import io.rivulet.benchmarks.stock.Verdict;
import java.util.Properties;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;

/** The baseline: four stock stores with changelogs, at least once, record caches off. */
final class StockSubject implements Subject {

    @Override
    public String name() {
        return "stock topology";
    }

    @Override
    public KafkaStreams open(Target target, Progress progress) {
        Properties settings = new Properties();
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, target.bootstrapServers());
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, target.applicationId());
        settings.put(StreamsConfig.STATE_DIR_CONFIG, target.stateFolder().toString());
        settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 1);
        settings.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, 1);
        settings.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
        Reading.SETTINGS.forEach((key, value) -> settings.put(StreamsConfig.consumerPrefix(key), value));
        return new KafkaStreams(
                StockTopology.build(target.topic().name(), target.topic().partitions(), verdict -> {
                    if (verdict != Verdict.ACCEPTED) {
                        throw new IllegalStateException("Every event of a workload is good, but one was " + verdict);
                    }
                    progress.applied(1);
                }),
                settings);
    }
}
