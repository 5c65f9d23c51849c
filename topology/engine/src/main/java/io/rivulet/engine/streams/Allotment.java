package io.rivulet.engine.streams;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.assignment.ProcessId;

/**
 * Which client folds which task and which keep a copy. Pure: the same clients give the same allotment. One thread.
 *
 * <p>An owner keeps what it has, and so does who keeps a copy. What nobody owns goes to a copy at hand. Then the load is levelled, with
 * as few moves as that takes. Who is to have a task and is far behind first gets a copy beside those there are, and the task
 * once the copy is at hand.
 */
final class Allotment {

    private final Limits limits;
    private final List<Client> clients;
    private final Map<TaskId, Client> owners = new TreeMap<>();
    private final Map<TaskId, Set<Client>> copies = new TreeMap<>();
    private final Map<TaskId, Set<Client>> warmUps = new HashMap<>();
    private int warmUpCount;
    private boolean isUnderWay;

    private Allotment(List<Client> clients, Limits limits) {
        this.clients = clients.stream().sorted().toList();
        this.limits = limits;
    }

    /**
     * A process that folds.
     *
     * @param owned what it folded till now
     * @param copied what it kept a copy of
     * @param lags how many records it lacks of a task's log, where it has some of it
     */
    record Client(ProcessId id, int threads, Set<TaskId> owned, Set<TaskId> copied, Map<TaskId, Long> lags)
            implements Comparable<Client> {

        long lag(TaskId task) {
            return lags.getOrDefault(task, Long.MAX_VALUE);
        }

        @Override
        public int compareTo(Client other) {
            return id.compareTo(other.id);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Client client && client.id.equals(id);
        }

        @Override
        public int hashCode() {
            return id.hashCode();
        }
    }

    /**
     * @param acceptableLag how many records one may lack who takes over
     * @param standbys copies of each task
     * @param warmUps copies that may be built beside them at one time
     */
    record Limits(long acceptableLag, int standbys, int warmUps) {}

    static Allotment of(Collection<TaskId> tasks, List<Client> clients, Limits limits) {
        Allotment allotment = new Allotment(clients, limits);
        Set<TaskId> inOrder = new TreeSet<>(tasks);
        allotment.own(inOrder);
        allotment.copy(inOrder);
        return allotment;
    }

    Set<TaskId> owned(Client client) {
        return keys(owners, client::equals);
    }

    Set<TaskId> copied(Client client) {
        Set<TaskId> copied = keys(copies, holders -> holders.contains(client));
        copied.addAll(keys(warmUps, holders -> holders.contains(client)));
        return copied;
    }

    /** Whether something is to move that cannot yet. */
    boolean isUnderWay() {
        return isUnderWay;
    }

    // --- owners ---

    private void own(Set<TaskId> tasks) {
        for (Client client : clients) {
            client.owned().stream().filter(tasks::contains).forEach(task -> owners.putIfAbsent(task, client));
        }
        Map<TaskId, Client> before = Map.copyOf(owners);
        for (TaskId task : tasks) {
            owners.computeIfAbsent(task, this::heir);
        }
        level();
        before.forEach(this::stayUntilWarm);
    }

    private Client heir(TaskId task) {
        return clients.stream()
                .min(Comparator.comparing((Client client) -> !isAtHand(client, task))
                        .thenComparing(client -> load(client, owned(client).size()))
                        .thenComparing(client -> client.lag(task)))
                .orElseThrow();
    }

    private void level() {
        while (true) {
            Client most = max(client -> owned(client).size());
            Client least = min(client -> owned(client).size());
            if (load(most, owned(most).size()) <= load(least, owned(least).size() + 1)) {
                return;
            }
            TaskId moved =
                    owned(most).stream().min(Comparator.comparing(least::lag)).orElseThrow();
            owners.put(moved, least);
        }
    }

    /** A task goes to its next owner once that has a copy at hand. */
    private void stayUntilWarm(TaskId task, Client before) {
        Client next = owners.get(task);
        if (!before.equals(next) && next != null && !isAtHand(next, task)) {
            owners.put(task, before);
            warmUp(task, next);
        }
    }

    // --- copies ---

    private void copy(Set<TaskId> tasks) {
        int wanted = Math.min(limits.standbys(), clients.size() - 1);
        for (TaskId task : tasks) {
            Set<Client> chosen = new TreeSet<>();
            copies.put(task, chosen);
            while (chosen.size() < wanted) {
                chosen.add(clients.stream()
                        .filter(client -> !client.equals(owners.get(task)) && !chosen.contains(client))
                        .min(Comparator.comparing((Client client) -> !isAtHand(client, task))
                                .thenComparing(client -> !client.copied().contains(task))
                                .thenComparing(client -> load(client, held(client)))
                                .thenComparing(client -> client.lag(task)))
                        .orElseThrow());
            }
        }
        levelCopies();
    }

    private void levelCopies() {
        Map<TaskId, Client> kept = new TreeMap<>();
        while (true) {
            Client most = max(this::held);
            Client least = min(this::held);
            Optional<TaskId> moved = load(most, held(most)) <= load(least, held(least) + 1)
                    ? Optional.empty()
                    : copies.keySet().stream()
                            .filter(task -> holders(task).contains(most) && !kept.containsKey(task))
                            .filter(task -> !holders(task).contains(least) && !least.equals(owners.get(task)))
                            .min(Comparator.comparing(least::lag));
            if (moved.isEmpty()) {
                break;
            }
            holders(moved.get()).remove(most);
            holders(moved.get()).add(least);
            if (isAtHand(most, moved.get()) && !isAtHand(least, moved.get())) {
                kept.put(moved.get(), most);
            }
        }
        // Who is to give a copy up keeps it until the next one is at hand.
        kept.forEach((task, holder) -> {
            List<Client> late = holders(task).stream()
                    .filter(client -> !isAtHand(client, task))
                    .toList();
            late.forEach(holders(task)::remove);
            holders(task).add(holder);
            late.forEach(client -> warmUp(task, client));
        });
    }

    private void warmUp(TaskId task, Client client) {
        isUnderWay = true;
        if (warmUpCount < limits.warmUps()) {
            warmUpCount++;
            warmUps.computeIfAbsent(task, unused -> new TreeSet<>()).add(client);
        }
    }

    private Set<Client> holders(TaskId task) {
        return copies.computeIfAbsent(task, unused -> new TreeSet<>());
    }

    // --- load ---

    private int held(Client client) {
        return owned(client).size()
                + keys(copies, holders -> holders.contains(client)).size();
    }

    private boolean isAtHand(Client client, TaskId task) {
        return client.lag(task) <= limits.acceptableLag();
    }

    private static double load(Client client, int tasks) {
        return (double) tasks / Math.max(1, client.threads());
    }

    private interface Count {
        int of(Client client);
    }

    private Client max(Count count) {
        return sorted(count).get(clients.size() - 1);
    }

    private Client min(Count count) {
        return sorted(count).get(0);
    }

    private List<Client> sorted(Count count) {
        List<Client> sorted = new ArrayList<>(clients);
        sorted.sort(Comparator.comparing(client -> load(client, count.of(client))));
        return sorted;
    }

    private static <T> Set<TaskId> keys(Map<TaskId, T> map, Predicate<T> filter) {
        Set<TaskId> keys = new TreeSet<>();
        map.forEach((task, value) -> {
            if (filter.test(value)) {
                keys.add(task);
            }
        });
        return keys;
    }
}
