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

    private static final Limits LIMITS = new Limits(10, 1, 2, 2);
    private static final Set<TaskId> TASKS = tasks(0, 1, 2, 3);

    @Test
    void shouldShareOutWhatNobodyHasAndCopyItNext() {
        List<Client> clients = List.of(empty(1), empty(2), empty(3));

        Allotment first = Allotment.of(TASKS, clients, LIMITS);

        assertThat(sizes(first, clients)).containsExactlyInAnyOrder(1, 1, 2);
        assertThat(clients)
                .allSatisfy(client -> assertThat(first.copied(client)).isEmpty());
        assertThat(first.isUnderWay()).isTrue();

        List<Client> next = after(first, clients);
        Allotment second = Allotment.of(TASKS, next, LIMITS);

        assertCopied(second, 1, next);
        assertThat(sizes(second, next)).isEqualTo(sizes(first, clients));
    }

    @Test
    void shouldLeaveAloneWhatSurvives() {
        // Given a third client, which folded 1 and 3 and is gone
        Client a = client(1, tasks(0), tasks(1), Map.of());
        Client b = client(2, tasks(2), tasks(0, 3), Map.of());

        // When
        Allotment allotment = Allotment.of(TASKS, List.of(a, b), LIMITS);

        // Then the copies take over, and nobody opens another store meanwhile
        assertThat(allotment.owned(a)).isEqualTo(tasks(0, 1));
        assertThat(allotment.owned(b)).isEqualTo(tasks(2, 3));
        assertThat(allotment.copied(a)).isEmpty();
        assertThat(allotment.copied(b)).isEqualTo(tasks(0));
        assertThat(allotment.isUnderWay()).isTrue();

        // When
        List<Client> next = after(allotment, List.of(a, b));

        // Then
        assertCopied(Allotment.of(TASKS, next, LIMITS), 1, next);
    }

    @Test
    void shouldMoveNoMoreThanMakesItEvenWhenOneComesBack() {
        Client a = client(1, tasks(0, 1), tasks(2, 3), Map.of());
        Client b = client(2, tasks(2, 3), tasks(0, 1), Map.of());
        Client c = client(3, Set.of(), tasks(1, 3), Map.of(1, 3L, 3, 3L));

        Allotment allotment = Allotment.of(TASKS, List.of(a, b, c), LIMITS);

        assertThat(sizes(allotment, List.of(a, b, c))).containsExactlyInAnyOrder(1, 1, 2);
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
        List<Client> rest = rest(List.of(a, b, warm));

        // Then
        Allotment last = Allotment.of(TASKS, rest, LIMITS);
        assertCopied(last, 1, rest);
        assertThat(sizes(last, rest)).containsExactlyInAnyOrder(1, 1, 2);
    }

    @Test
    void shouldLetANewOneOpenItsStoresFirst() {
        // Given a client that has come back with all it had on its disk
        Client a = client(1, tasks(0, 1), tasks(2, 3), Map.of());
        Client b = client(2, tasks(2, 3), tasks(0, 1), Map.of());
        Client c = cold(client(3, Set.of(), tasks(1, 3), Map.of()));

        // When
        Allotment allotment = Allotment.of(TASKS, List.of(a, b, c), LIMITS);

        // Then
        assertThat(allotment.owned(a)).isEqualTo(tasks(0, 1));
        assertThat(allotment.owned(b)).isEqualTo(tasks(2, 3));
        assertThat(allotment.owned(c)).isEmpty();
        assertThat(allotment.copied(c)).isNotEmpty();
        assertThat(allotment.isUnderWay()).isTrue();
    }

    @Test
    void shouldHandWhatIsLeftBehindToTheCopyThoughOthersAreLessBusy() {
        // Given a client that has folded 2 and 3 and is gone; b kept its copies
        Client a = client(1, tasks(0), Set.of(), Map.of(2, 3L, 3, 3L));
        Client b = client(2, tasks(1), tasks(2, 3), Map.of());

        // When
        Allotment allotment = Allotment.of(TASKS, List.of(a, b), LIMITS);

        // Then
        assertThat(allotment.owned(a)).isEqualTo(tasks(0));
        assertThat(allotment.owned(b)).isEqualTo(tasks(1, 2, 3));
        assertThat(sizes(Allotment.of(TASKS, rest(List.of(a, b)), LIMITS), List.of(a, b)))
                .containsExactly(2, 2);
    }

    @Test
    void shouldMoveNothingToAColdCopyThoughItsOwnerIsGone() {
        Client a = client(1, tasks(0, 1), tasks(2, 3), Map.of());
        Client c = cold(client(3, Set.of(), tasks(2, 3), Map.of()));

        Allotment allotment = Allotment.of(TASKS, List.of(a, c), LIMITS);

        assertThat(allotment.owned(a)).isEqualTo(TASKS);
    }

    @Test
    void shouldMoveNoMoreAtOnceThanIsAllowed() {
        Set<TaskId> many = tasks(IntStream.range(0, 12).toArray());
        Client a = client(1, many, Set.of(), Map.of());
        Client b = client(2, Set.of(), many, Map.of());

        Allotment allotment = Allotment.of(many, List.of(a, b), LIMITS);

        assertThat(allotment.owned(b)).hasSize(LIMITS.moves());
        assertThat(allotment.isUnderWay()).isTrue();
    }

    @Test
    void shouldOpenNoStoreWhileATaskMoves() {
        Client a = client(1, tasks(0, 1, 2), Set.of(), Map.of());
        Client b = client(2, tasks(3), tasks(0), Map.of());

        Allotment allotment = Allotment.of(TASKS, List.of(a, b), LIMITS);

        assertThat(allotment.owned(b)).isEqualTo(tasks(0, 3));
        assertThat(allotment.copied(a)).isEmpty();
        assertThat(allotment.copied(b)).isEmpty();
        assertThat(allotment.isUnderWay()).isTrue();
    }

    @Test
    void shouldGiveWhatIsOnItsWayToWhomItWasPromised() {
        // Given a task that its owner has given up for c, while b, too, has a warm copy
        Client a = client(1, tasks(0), tasks(1), Map.of());
        Client b = client(2, tasks(1), tasks(3), Map.of());
        Client c = new Client(id(3), 1, tasks(2), tasks(2, 3), tasks(3), tasks(2, 3), lags(0, 2, 3));

        // When
        Allotment allotment = Allotment.of(TASKS, List.of(a, b, c), LIMITS);

        // Then
        assertThat(allotment.owned(c)).isEqualTo(tasks(2, 3));
        assertThat(allotment.copied(b)).isEqualTo(tasks(3));
    }

    @Test
    void shouldNotKeepAPromiseOfWhatAnotherFolds() {
        Client a = client(1, TASKS, Set.of(), Map.of());
        Client b = new Client(id(2), 1, Set.of(), tasks(3), Set.of(), Set.of(), Map.of());

        assertThat(Allotment.of(TASKS, List.of(a, b), LIMITS).owned(a)).isEqualTo(TASKS);
    }

    @Test
    void shouldTellHowFarBehindACopyIs() {
        Client a = client(1, TASKS, Set.of(), Map.of());
        Client b = client(2, Set.of(), Set.of(), Map.of(0, 500L, 1, 500L, 2, 500L, 3, 500L));

        Allotment allotment = Allotment.of(TASKS, List.of(a, b), LIMITS);

        assertThat(allotment.lag()).isEqualTo(500);
    }

    @Test
    void shouldStayAtRest() {
        List<Client> clients = rest(List.of(empty(1), empty(2), empty(3)));

        Allotment allotment = Allotment.of(TASKS, clients, LIMITS);

        for (Client client : clients) {
            assertThat(allotment.owned(client)).isEqualTo(client.owned());
            assertThat(allotment.copied(client)).isEqualTo(client.copied());
        }
    }

    @Test
    void shouldGiveMoreToWhoHasMoreThreads() {
        Client a = new Client(id(1), 3, Set.of(), Set.of(), Set.of(), Set.of(), Map.of());
        Client b = empty(2);

        Allotment allotment = Allotment.of(TASKS, List.of(a, b), LIMITS);

        assertThat(allotment.owned(a)).hasSize(3);
        assertThat(allotment.owned(b)).hasSize(1);
    }

    @Test
    void shouldKeepNoCopiesWhereThereIsOneClient() {
        List<Client> alone = rest(List.of(empty(1)));

        assertThat(alone.get(0).owned()).isEqualTo(TASKS);
        assertThat(alone.get(0).copied()).isEmpty();
    }

    /** Clients once nothing is under way any more; every copy has followed and is warm. */
    private static List<Client> rest(List<Client> clients) {
        List<Client> now = clients;
        for (int round = 0; round < 20; round++) {
            Allotment allotment = Allotment.of(TASKS, now, LIMITS);
            now = after(allotment, now);
            if (!allotment.isUnderWay()) {
                return now;
            }
        }
        throw new AssertionError("there is no end to it: " + now);
    }

    private static void assertCopied(Allotment allotment, int times, List<Client> clients) {
        for (TaskId task : TASKS) {
            assertThat(clients.stream()
                            .filter(client -> allotment.copied(client).contains(task)))
                    .as("copies of %s", task)
                    .hasSize(times)
                    .noneMatch(client -> allotment.owned(client).contains(task));
        }
    }

    private static List<Integer> sizes(Allotment allotment, List<Client> clients) {
        return clients.stream().map(client -> allotment.owned(client).size()).toList();
    }

    /** The clients once they have what they were given. */
    private static List<Client> after(Allotment allotment, List<Client> clients) {
        return clients.stream()
                .map(client -> new Client(
                        client.id(),
                        client.threads(),
                        allotment.owned(client),
                        allotment.owned(client),
                        allotment.copied(client),
                        allotment.copied(client),
                        lags(allotment, client)))
                .toList();
    }

    private static Map<TaskId, Long> lags(Allotment allotment, Client client) {
        Set<TaskId> held = new HashSet<>(allotment.owned(client));
        held.addAll(allotment.copied(client));
        return held.stream().collect(Collectors.toMap(task -> task, task -> 0L));
    }

    private static Client cold(Client client) {
        return new Client(
                client.id(),
                client.threads(),
                client.owned(),
                client.promised(),
                client.copied(),
                Set.of(),
                client.lags());
    }

    private static Client empty(int number) {
        return client(number, Set.of(), Set.of(), Map.of());
    }

    private static Client client(int number, Set<TaskId> owned, Set<TaskId> copied, Map<Integer, Long> more) {
        Map<TaskId, Long> lags = new HashMap<>();
        owned.forEach(task -> lags.put(task, 0L));
        copied.forEach(task -> lags.put(task, 0L));
        more.forEach((task, lag) -> lags.put(new TaskId(0, task), lag));
        return new Client(id(number), 1, owned, owned, copied, copied, lags);
    }

    private static Map<TaskId, Long> lags(long lag, int... partitions) {
        return tasks(partitions).stream().collect(Collectors.toMap(task -> task, task -> lag));
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
