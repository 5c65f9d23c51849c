package io.rivulet.benchmarks.fold;

import java.nio.file.Path;
import org.apache.kafka.streams.KafkaStreams;

/** A fold under test: a Kafka Streams application that folds one topic on one thread. */
interface Subject {

    /** What its row in a table is called. */
    String name();

    /** The application, not yet started; it reports every record that it has applied. */
    Application open(Target target, Progress progress);

    /**
     * What it folds, and where.
     *
     * @param applicationId its consumer group; the topics that it makes start with it
     * @param stateFolder where its stores lie
     */
    record Target(String bootstrapServers, String applicationId, LoadedTopic topic, Path stateFolder) {}

    /**
     * An application, and what it holds besides.
     *
     * @param release run once the application is closed
     */
    record Application(KafkaStreams streams, Runnable release) {}
}
