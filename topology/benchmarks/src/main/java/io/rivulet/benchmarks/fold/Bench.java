package io.rivulet.benchmarks.fold;

import io.rivulet.benchmarks.fold.Subject.Target;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What lies ready for one round.
 *
 * @param loading the topic, and how long a bare producer took to fill it
 * @param folder for what the round writes
 */
record Bench(int round, Cluster cluster, RawProducer.Loading loading, Path folder) {

    LoadedTopic topic() {
        return loading.topic();
    }

    /** The subjects in an order that alternates, so that none always comes first. */
    List<Subject> subjects() {
        List<Subject> subjects = new ArrayList<>(Subjects.ALL);
        if (round % 2 == 1) {
            Collections.reverse(subjects);
        }
        return subjects;
    }

    /** A place of its own for a subject. */
    Target target(Subject subject) {
        String id = applicationId(subject);
        return new Target(cluster.bootstrapServers(), id, topic(), folder.resolve(id));
    }

    /** The consumer group of a subject, and the prefix of its own topics. */
    String applicationId(Subject subject) {
        return "round-" + round + "-" + subject.name().replace(' ', '-');
    }
}
