package io.rivulet.benchmarks.fold;

import io.rivulet.benchmarks.stock.StockTopology;
import io.rivulet.benchmarks.stock.Verdict;
import io.rivulet.engine.streams.NamespaceTopology;
import java.util.Properties;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;

/** The baseline: four stock stores with changelogs, committed at Kafka Streams' default interval of 30 s. */
final class StockSubject implements Subject {

    @Override
    public String name() {
        return "stock topology";
    }

    @Override
    public Application open(Target target, Progress progress) {
        Properties settings = Reading.streams(Reading.node(target));
        // What is Rivulet's own: to commit every second, to take records in groups, and to leave partitions where they
        // are.
        settings.remove(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG);
        settings.remove(StreamsConfig.TASK_ASSIGNOR_CLASS_CONFIG);
        NamespaceTopology.CONSUMER_KEYS.forEach(settings::remove);
        settings.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, 1);
        LoadedTopic topic = target.topic();
        KafkaStreams streams = new KafkaStreams(
                StockTopology.build(topic.name(), topic.partitions(), verdict -> count(verdict, progress)), settings);
        return new Application(streams, () -> {});
    }

    private static void count(Verdict verdict, Progress progress) {
        if (verdict != Verdict.ACCEPTED) {
            throw new IllegalStateException("Every event of a workload is good, but one was " + verdict);
        }
        progress.applied(1);
    }
}
