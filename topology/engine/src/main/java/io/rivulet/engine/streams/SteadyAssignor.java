package io.rivulet.engine.streams;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.streams.errors.TaskAssignmentException;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.assignment.ApplicationState;
import org.apache.kafka.streams.processor.assignment.AssignmentConfigs;
import org.apache.kafka.streams.processor.assignment.KafkaStreamsAssignment;
import org.apache.kafka.streams.processor.assignment.KafkaStreamsAssignment.AssignedTask;
import org.apache.kafka.streams.processor.assignment.KafkaStreamsState;
import org.apache.kafka.streams.processor.assignment.ProcessId;
import org.apache.kafka.streams.processor.assignment.TaskAssignor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kafka Streams' choice of who folds what (KIP-924), made so that a partition stays where it is unless it must move, and
 * moves only to a copy that is at hand and warm: a partition that moves is without service for a moment. Made by Kafka Streams on the node that leads the group, for each rebalance, on a thread of its own.
 */
public final class SteadyAssignor implements TaskAssignor {

    private static final Logger LOG = LoggerFactory.getLogger(SteadyAssignor.class);

    /** What a client says of the tasks that it runs, whose lag is none. */
    private static final long RUNS = -2;

    /** How many records a second a copy gains at least, to guess when it will be at hand. */
    private static final long PACE = 100_000;

    /** How many tasks move from one living owner to another at one time. */
    private static final int MOVES = 2;

    private @Nullable Handouts handouts;

    @Override
    public void configure(Map<String, ?> configs) {
        if (configs.get(Handouts.KEY) instanceof Handouts given) {
            handouts = given;
        }
    }

    @Override
    public TaskAssignment assign(ApplicationState application) {
        Handouts known = handouts;
        if (known == null) {
            throw new IllegalStateException("The settings of Kafka Streams carry no " + Handouts.KEY);
        }
        AssignmentConfigs configs = application.assignmentConfigs();
        Allotment.Limits limits = new Allotment.Limits(
                configs.acceptableRecoveryLag(), configs.numStandbyReplicas(), configs.maxWarmupReplicas(), MOVES);
        Map<Allotment.Client, Set<String>> clients = clients(application, known);
        Allotment allotment = Allotment.of(application.allTasks().keySet(), List.copyOf(clients.keySet()), limits);
        Map<Set<String>, Handouts.Share> shares = new HashMap<>();
        clients.forEach((client, members) ->
                shares.put(members, new Handouts.Share(allotment.owned(client), allotment.copied(client))));
        known.note(shares);
        Duration pause = pause(allotment.lag(), Duration.ofMillis(configs.probingRebalanceIntervalMs()));
        return new TaskAssignment(assignments(allotment, clients.keySet(), known.after(pause)));
    }

    /** The clients, and by which members each of them is in the group. */
    private static Map<Allotment.Client, Set<String>> clients(ApplicationState application, Handouts known) {
        Map<ProcessId, KafkaStreamsState> states;
        boolean areLagsKnown = true;
        try {
            states = application.kafkaStreamsStates(true);
        } catch (TaskAssignmentException e) {
            LOG.atWarn()
                    .setCause(e)
                    .log("The brokers did not tell the ends of the logs; what has an owner stays there");
            states = application.kafkaStreamsStates(false);
            areLagsKnown = false;
        }
        Map<Allotment.Client, Set<String>> clients = new LinkedHashMap<>();
        for (KafkaStreamsState state : states.values()) {
            Set<String> members = Set.copyOf(state.consumerClientIds());
            clients.put(client(state, members, known, areLagsKnown), members);
        }
        return clients;
    }

    private static Allotment.Client client(
            KafkaStreamsState state, Set<String> members, Handouts known, boolean areLagsKnown) {
        Set<TaskId> copied = new TreeSet<>(state.previousStandbyTasks());
        if (known.knows(members)) {
            copied.retainAll(known.held(members));
        }
        return new Allotment.Client(
                state.processId(),
                state.numProcessingThreads(),
                state.previousActiveTasks(),
                known.owned(members),
                copied,
                areLagsKnown ? known.warm(members) : Set.of(),
                areLagsKnown ? lags(state) : none(state));
    }

    private static Map<TaskId, Long> lags(KafkaStreamsState state) {
        Map<TaskId, Long> lags = new HashMap<>();
        state.statefulTasksToLagSums().forEach((task, lag) -> {
            if (lag >= 0 || lag == RUNS) {
                lags.put(task, Math.max(0, lag));
            }
        });
        return lags;
    }

    /** Where lags are not known, whoever has a copy is taken to have all of it. */
    private static Map<TaskId, Long> none(KafkaStreamsState state) {
        Map<TaskId, Long> lags = new HashMap<>();
        state.previousActiveTasks().forEach(task -> lags.put(task, 0L));
        state.previousStandbyTasks().forEach(task -> lags.put(task, 0L));
        return lags;
    }

    /** When to look again: not before a new copy is warm, nor before one that is behind may be at hand. */
    static Duration pause(long lag, Duration longest) {
        Duration pause = Handouts.COLD.plusSeconds(lag / PACE);
        return pause.compareTo(longest) < 0 ? pause : longest;
    }

    private static List<KafkaStreamsAssignment> assignments(
            Allotment allotment, Collection<Allotment.Client> clients, Instant next) {
        List<KafkaStreamsAssignment> assignments = new ArrayList<>();
        boolean isLookedAgain = allotment.isUnderWay();
        for (Allotment.Client client : clients) {
            Set<AssignedTask> tasks = new HashSet<>();
            allotment.owned(client).forEach(task -> tasks.add(new AssignedTask(task, AssignedTask.Type.ACTIVE)));
            allotment.copied(client).forEach(task -> tasks.add(new AssignedTask(task, AssignedTask.Type.STANDBY)));
            KafkaStreamsAssignment assignment = KafkaStreamsAssignment.of(client.id(), tasks);
            assignments.add(isLookedAgain ? assignment.withFollowupRebalance(next) : assignment);
            // One that asks again is enough.
            isLookedAgain = false;
        }
        return assignments;
    }
}
