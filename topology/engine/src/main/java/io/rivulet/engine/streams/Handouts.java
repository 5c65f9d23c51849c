package io.rivulet.engine.streams;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.streams.processor.TaskId;

/**
 * What each process of the group was given, and since when, as far as this process has led the rebalances: the memory of its
 * {@link SteadyAssignor}, of which Kafka Streams makes a new one for each of them. What members report does not tell a copy
 * that they follow from one that lies on their disk, nor to whom a task is on its way. A leader that is new knows nothing, and
 * waits once more. Any thread.
 */
public final class Handouts {

    /** The key under which the settings of Kafka Streams carry it. */
    static final String KEY = "rivulet.handouts";

    /** How long a copy is cold: its store is being opened, and the code of a process that has just started runs slowly. */
    static final Duration COLD = Duration.ofSeconds(5);

    private static final Given NOTHING = new Given(Set.of(), Map.of());

    private final InstantSource clock;
    private Map<Set<String>, Given> given = Map.of();

    public Handouts(InstantSource clock) {
        this.clock = clock;
    }

    /** What a process folds, and since when it has had what it folds or has a copy of. */
    private record Given(Set<TaskId> owned, Map<TaskId, Instant> held) {}

    /** What a process is to fold, and what it is to keep a copy of. */
    record Share(Set<TaskId> owned, Set<TaskId> copied) {}

    /** The moment after a pause. */
    Instant after(Duration pause) {
        return clock.instant().plus(pause);
    }

    /** Whether a process is known, by the members that it is in the group; another life of it is another process. */
    synchronized boolean knows(Set<String> members) {
        return given.containsKey(members);
    }

    /** The tasks that a process was given last, to fold or to copy. */
    synchronized Set<TaskId> held(Set<String> members) {
        return Set.copyOf(of(members).held().keySet());
    }

    /** Those of them that it has had for a while. */
    synchronized Set<TaskId> warm(Set<String> members) {
        Instant latest = clock.instant().minus(COLD);
        return of(members).held().entrySet().stream()
                .filter(each -> !each.getValue().isAfter(latest))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The tasks that it was given last to fold; those that were another's are still on their way. */
    synchronized Set<TaskId> owned(Set<String> members) {
        return of(members).owned();
    }

    /** Notes what every process of the group is given from now on. */
    synchronized void note(Map<Set<String>, Share> shares) {
        Instant now = clock.instant();
        Map<Set<String>, Given> next = new HashMap<>();
        shares.forEach((members, share) -> {
            Map<TaskId, Instant> before = of(members).held();
            Map<TaskId, Instant> held = new HashMap<>();
            share.owned().forEach(task -> held.put(task, before.getOrDefault(task, now)));
            share.copied().forEach(task -> held.put(task, before.getOrDefault(task, now)));
            next.put(members, new Given(Set.copyOf(share.owned()), held));
        });
        given = next;
    }

    private Given of(Set<String> members) {
        return given.getOrDefault(members, NOTHING);
    }
}
