package io.rivulet.benchmarks.fold;

import io.rivulet.benchmarks.broker.Cluster;
import io.rivulet.benchmarks.fold.Subject.Target;
import io.rivulet.benchmarks.rounds.Round;
import java.nio.file.Path;
import java.util.List;

/**
 * What lies ready for one round.
 *
 * @param loading the topic, and how long a bare producer took to fill it
 * @param folder for what the round writes
 */
record Bench(Round round, Cluster cluster, RawProducer.Loading loading, Path folder) {

    LoadedTopic topic() {
        return loading.topic();
    }

    /** The subjects in an order that alternates. */
    List<Subject> subjects() {
        return round.inTurn(Subjects.ALL);
    }

    /** A place of its own for a subject. */
    Target target(Subject subject) {
        String id = applicationId(subject);
        return new Target(cluster.bootstrapServers(), id, topic(), folder.resolve(id));
    }

    /** The consumer group of a subject, and the prefix of its own topics. */
    private String applicationId(Subject subject) {
        return "round-" + round.number() + "-" + subject.name().replace(' ', '-');
    }
}
