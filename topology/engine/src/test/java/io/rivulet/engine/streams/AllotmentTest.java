package io.rivulet.engine.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.rivulet.engine.streams.Allotment.Client;
import io.rivulet.engine.streams.Allotment.Limits;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.assignment.ProcessId;
import org.junit.jupiter.api.Test;

/** Who folds what, as clients come and go: no partition moves that need not. */
class AllotmentTest {

    private static final Limits LIMITS = new Limits(10, 1, 2);
    private static final Set<TaskId> TASKS = tasks(0, 1, 2, 3);

    @Test
    void shouldShareOutWhatNobodyHas() {
        Client a = empty(1);
        Client b = empty(2);
        Client c = empty(3);

        Allotment allotment = Allotment.of(TASKS, List.of(a, b, c), LIMITS);

        assertThat(sizes(allotment, a, b, c)).containsExactlyInAnyOrder(1, 1, 2);
        assertThat(allotment.isUnderWay()).isFalse();
        assertCopied(allotment, 1, a, b, c);
    }

    @Test
    void shouldLeaveAloneWhatSurvives() {
        // Given a third client, which folded 1 and 3 and is gone
        Client a = client(1, tasks(0), tasks(1), Map.of());
        Client b = client(2, tasks(2), tasks(0, 3), Map.of());

        // When
        Allotment allotment = Allotment.of(TASKS, List.of(a, b), LIMITS);

        // Then
        assertThat(allotment.owned(a)).isEqualTo(tasks(0, 1));
        assertThat(allotment.owned(b)).isEqualTo(tasks(2, 3));
        assertCopied(allotment, 1, a, b);
    }

    @Test
    void shouldMoveNoMoreThanMakesItEvenWhenOneComesBack() {
        Client a = client(1, tasks(0, 1), tasks(2, 3), Map.of());
        Client b = client(2, tasks(2, 3), tasks(0, 1), Map.of());
        Client c = client(3, Set.of(), Set.of(), Map.of(1, 3L, 3, 3L));

        Allotment allotment = Allotment.of(TASKS, List.of(a, b, c), LIMITS);

        assertThat(sizes(allotment, a, b, c)).containsExactlyInAnyOrder(1, 1, 2);
        assertThat(allotment.owned(c)).hasSize(1).isSubsetOf(tasks(1, 3));
        assertThat(tasks(0, 1)).containsAll(allotment.owned(a));
        assertThat(tasks(2, 3)).containsAll(allotment.owned(b));
    }

    @Test
    void shouldWarmUpBeforeItMoves() {
        // Given
        Client a = client(1, tasks(0, 1), tasks(2, 3), Map.of());
        Client b = client(2, tasks(2, 3), tasks(0, 1), Map.of());
        Client c = empty(3);

        // When
        Allotment cold = Allotment.of(TASKS, List.of(a, b, c), LIMITS);

        // Then
        assertThat(cold.owned(a)).isEqualTo(tasks(0, 1));
        assertThat(cold.owned(b)).isEqualTo(tasks(2, 3));
        assertThat(cold.owned(c)).isEmpty();
        assertThat(cold.copied(a)).containsAll(tasks(2, 3));
        assertThat(cold.copied(b)).containsAll(tasks(0, 1));
        assertThat(cold.copied(c)).isNotEmpty().hasSizeLessThanOrEqualTo(LIMITS.warmUps());
        assertThat(cold.isUnderWay()).isTrue();

        // When
        Client warm = client(3, Set.of(), cold.copied(c), Map.of());
        Allotment next = Allotment.of(TASKS, List.of(a, b, warm), LIMITS);

        // Then
        assertThat(next.owned(warm)).hasSize(1).isSubsetOf(cold.copied(c));

        // When the copies have followed
        List<Client> clients = List.of(a, b, c);
        for (int round = 0; next.isUnderWay(); round++) {
            assertThat(round).isLessThan(10);
            clients = after(next, clients);
            next = Allotment.of(TASKS, clients, LIMITS);
        }

        // Then
        assertCopied(next, 1, clients.toArray(Client[]::new));
    }

    @Test
    void shouldComeToRest() {
        List<Client> clients = List.of(empty(1), empty(2), empty(3));
        Allotment allotment = Allotment.of(TASKS, clients, LIMITS);
        for (int round = 0; round < 5; round++) {
            Allotment last = allotment;
            List<Client> now = clients.stream()
                    .map(client ->
                            new Client(client.id(), 1, last.owned(client), last.copied(client), lags(last, client)))
                    .toList();
            allotment = Allotment.of(TASKS, now, LIMITS);
            for (Client client : now) {
                assertThat(allotment.owned(client)).isEqualTo(last.owned(client));
                assertThat(allotment.copied(client)).isEqualTo(last.copied(client));
            }
        }
    }

    @Test
    void shouldGiveMoreToWhoHasMoreThreads() {
        Client a = new Client(id(1), 3, Set.of(), Set.of(), Map.of());
        Client b = empty(2);

        Allotment allotment = Allotment.of(TASKS, List.of(a, b), LIMITS);

        assertThat(allotment.owned(a)).hasSize(3);
        assertThat(allotment.owned(b)).hasSize(1);
    }

    @Test
    void shouldKeepNoCopiesWhereThereIsOneClient() {
        Client a = empty(1);

        Allotment allotment = Allotment.of(TASKS, List.of(a), LIMITS);

        assertThat(allotment.owned(a)).isEqualTo(TASKS);
        assertThat(allotment.copied(a)).isEmpty();
    }

    private static void assertCopied(Allotment allotment, int times, Client... clients) {
        for (TaskId task : TASKS) {
            assertThat(List.of(clients).stream()
                            .filter(client -> allotment.copied(client).contains(task)))
                    .as("copies of %s", task)
                    .hasSize(times)
                    .noneMatch(client -> allotment.owned(client).contains(task));
        }
    }

    private static List<Integer> sizes(Allotment allotment, Client... clients) {
        return List.of(clients).stream()
                .map(client -> allotment.owned(client).size())
                .toList();
    }

    /** The clients once they have what they were given. */
    private static List<Client> after(Allotment allotment, List<Client> clients) {
        return clients.stream()
                .map(client -> new Client(
                        client.id(),
                        client.threads(),
                        allotment.owned(client),
                        allotment.copied(client),
                        lags(allotment, client)))
                .toList();
    }

    private static Map<TaskId, Long> lags(Allotment allotment, Client client) {
        Set<TaskId> held = new HashSet<>(allotment.owned(client));
        held.addAll(allotment.copied(client));
        return held.stream().collect(Collectors.toMap(task -> task, task -> 0L));
    }

    private static Client empty(int number) {
        return client(number, Set.of(), Set.of(), Map.of());
    }

    private static Client client(int number, Set<TaskId> owned, Set<TaskId> copied, Map<Integer, Long> more) {
        Map<TaskId, Long> lags = new HashMap<>();
        owned.forEach(task -> lags.put(task, 0L));
        copied.forEach(task -> lags.put(task, 0L));
        more.forEach((task, lag) -> lags.put(new TaskId(0, task), lag));
        return new Client(id(number), 1, owned, copied, lags);
    }

    private static ProcessId id(int number) {
        return new ProcessId(new UUID(0, number));
    }

    private static Set<TaskId> tasks(int... partitions) {
        return IntStream.of(partitions)
                .mapToObj(partition -> new TaskId(0, partition))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
