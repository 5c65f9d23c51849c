package io.rivulet.benchmarks.fold;

import java.nio.file.Path;
import org.apache.kafka.streams.KafkaStreams;

/** A fold under test: a Kafka Streams application that folds one topic on one thread. */
public interface Subject {

    /** What its row in a table is called. */
    String name();

    /** The application, not yet started. */
    KafkaStreams open(Target target, Progress progress);

    /**
     * What it folds, and where.
     *
     * @param applicationId its consumer group; the topics that it makes start with it
     * @param stateFolder where its stores lie
     */
    record Target(String bootstrapServers, String applicationId, LoadedTopic topic, Path stateFolder) {}
}
