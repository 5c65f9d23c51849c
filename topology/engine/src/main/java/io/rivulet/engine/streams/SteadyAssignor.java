package io.rivulet.engine.streams;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.assignment.ApplicationState;
import org.apache.kafka.streams.processor.assignment.AssignmentConfigs;
import org.apache.kafka.streams.processor.assignment.KafkaStreamsAssignment;
import org.apache.kafka.streams.processor.assignment.KafkaStreamsAssignment.AssignedTask;
import org.apache.kafka.streams.processor.assignment.KafkaStreamsState;
import org.apache.kafka.streams.processor.assignment.ProcessId;
import org.apache.kafka.streams.processor.assignment.TaskAssignor;

/**
 * Kafka Streams' choice of who folds what, made so that a partition stays where it is unless it must move (KIP-924): a
 * partition that moves is without service for a moment. Kafka's own choice balances as well, but hands partitions of nodes
 * to which nothing has happened around among them. Made by Kafka Streams on the node that leads the group, on a thread of its
 * own.
 */
public final class SteadyAssignor implements TaskAssignor {

    /** What a client says of the tasks that it runs, whose lag is none. */
    private static final long RUNS = -2;

    @Override
    public TaskAssignment assign(ApplicationState application) {
        AssignmentConfigs configs = application.assignmentConfigs();
        Map<ProcessId, KafkaStreamsState> states = application.kafkaStreamsStates(true);
        List<Allotment.Client> clients = new ArrayList<>();
        states.forEach((id, state) -> clients.add(client(id, state)));
        Allotment allotment = Allotment.of(
                application.allTasks().keySet(),
                clients,
                new Allotment.Limits(
                        configs.acceptableRecoveryLag(), configs.numStandbyReplicas(), configs.maxWarmupReplicas()));
        return new TaskAssignment(assignments(allotment, clients, configs.probingRebalanceIntervalMs()));
    }

    private static Allotment.Client client(ProcessId id, KafkaStreamsState state) {
        Map<TaskId, Long> lags = new HashMap<>();
        state.statefulTasksToLagSums().forEach((task, lag) -> {
            if (lag >= 0 || lag == RUNS) {
                lags.put(task, Math.max(0, lag));
            }
        });
        return new Allotment.Client(
                id, state.numProcessingThreads(), state.previousActiveTasks(), state.previousStandbyTasks(), lags);
    }

    private static List<KafkaStreamsAssignment> assignments(
            Allotment allotment, List<Allotment.Client> clients, long probingMillis) {
        List<KafkaStreamsAssignment> assignments = new ArrayList<>();
        boolean isLookedAgain = allotment.isUnderWay();
        for (Allotment.Client client : clients) {
            Set<AssignedTask> tasks = new HashSet<>();
            allotment.owned(client).forEach(task -> tasks.add(new AssignedTask(task, AssignedTask.Type.ACTIVE)));
            allotment.copied(client).forEach(task -> tasks.add(new AssignedTask(task, AssignedTask.Type.STANDBY)));
            KafkaStreamsAssignment assignment = KafkaStreamsAssignment.of(client.id(), tasks);
            assignments.add(
                    isLookedAgain
                            ? assignment.withFollowupRebalance(Instant.now().plusMillis(probingMillis))
                            : assignment);
            // One that asks again is enough.
            isLookedAgain = false;
        }
        return assignments;
    }
}
