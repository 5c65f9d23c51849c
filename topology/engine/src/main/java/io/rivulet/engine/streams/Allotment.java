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
 * <p>An owner keeps what it has, and so does who keeps a copy. What nobody owns goes to a warm copy. Then the load is levelled,
 * with as few moves as that takes. Who is to have a task and has no warm copy first gets one beside those there are, and the
 * task later. Owners and copies do not change at one time: a task that moves waits until every client has done what it was
 * told, and opening stores takes long.
 */
final class Allotment {

    private final Limits limits;
    private final List<Client> clients;
    private final Map<TaskId, Client> owners = new TreeMap<>();
    private final Map<TaskId, Set<Client>> copies = new TreeMap<>();
    private final Map<TaskId, Set<Client>> warmUps = new HashMap<>();
    private int warmUpCount;
    private boolean isUnderWay;
    private boolean isOwnerNew;
    private long lag;

    private Allotment(List<Client> clients, Limits limits) {
        this.clients = clients.stream().sorted().toList();
        this.limits = limits;
    }

    /**
     * A process that folds.
     *
     * @param owned what it folded till now
     * @param promised what it was given to fold; what is not folded by another by now is its own
     * @param copied what it keeps a copy of
     * @param warm of those, what it has kept for a while
     * @param lags how many records it lacks of a task's log, where that is known
     */
    record Client(
            ProcessId id,
            int threads,
            Set<TaskId> owned,
            Set<TaskId> promised,
            Set<TaskId> copied,
            Set<TaskId> warm,
            Map<TaskId, Long> lags)
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
     * @param moves tasks that may move from one living owner to another at one time
     */
    record Limits(long acceptableLag, int standbys, int warmUps, int moves) {}

    static Allotment of(Collection<TaskId> tasks, List<Client> clients, Limits limits) {
        Allotment allotment = new Allotment(clients, limits);
        Set<TaskId> inOrder = new TreeSet<>(tasks);
        allotment.own(inOrder);
        if (allotment.isOwnerNew) {
            allotment.keepCopies(inOrder);
        } else {
            allotment.copy(inOrder);
        }
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

    /** Whether something is to change that cannot yet. */
    boolean isUnderWay() {
        return isUnderWay;
    }

    /** How many records the copy lacks that is furthest behind of those that are being built. */
    long lag() {
        return lag;
    }

    // --- owners ---

    private void own(Set<TaskId> tasks) {
        for (Client client : clients) {
            client.owned().stream().filter(tasks::contains).forEach(task -> owners.putIfAbsent(task, client));
        }
        isOwnerNew = !owners.keySet().containsAll(tasks);
        for (Client client : clients) {
            client.promised().stream().filter(tasks::contains).forEach(task -> owners.putIfAbsent(task, client));
        }
        for (TaskId task : tasks) {
            if (!owners.containsKey(task)) {
                owners.put(task, heir(task));
            }
        }
        Map<TaskId, Client> before = new TreeMap<>(owners);
        level();
        int moves = 0;
        for (TaskId task : tasks) {
            Client now = before.get(task);
            Client next = owners.get(task);
            if (now == null || next == null || now.equals(next)) {
                continue;
            }
            if (!isWarm(next, task)) {
                owners.put(task, now);
                warmUp(task, next);
            } else if (moves == limits.moves()) {
                owners.put(task, now);
                isUnderWay = true;
            } else {
                moves++;
                isOwnerNew = true;
            }
        }
    }

    private Client heir(TaskId task) {
        return clients.stream()
                .min(Comparator.comparing((Client client) -> !isWarm(client, task))
                        .thenComparing(client -> !isAtHand(client, task))
                        .thenComparing(client -> !client.copied().contains(task))
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
            TaskId moved = owned(most).stream()
                    .min(Comparator.comparing((TaskId task) -> !isWarm(least, task))
                            .thenComparing(least::lag))
                    .orElseThrow();
            owners.put(moved, least);
        }
    }

    // --- copies ---

    private int wanted() {
        return Math.min(limits.standbys(), clients.size() - 1);
    }

    /** Nobody gets another copy now. */
    private void keepCopies(Set<TaskId> tasks) {
        isUnderWay = true;
        warmUps.clear();
        for (TaskId task : tasks) {
            copies.put(
                    task,
                    clients.stream()
                            .filter(client -> client.copied().contains(task) && !client.equals(owners.get(task)))
                            .sorted(Comparator.comparing((Client client) -> !isWarm(client, task))
                                    .thenComparing(client -> client.lag(task)))
                            .limit(wanted())
                            .collect(TreeSet::new, Set::add, Set::addAll));
        }
    }

    private void copy(Set<TaskId> tasks) {
        for (TaskId task : tasks) {
            Set<Client> chosen = new TreeSet<>();
            copies.put(task, chosen);
            while (chosen.size() < wanted()) {
                chosen.add(clients.stream()
                        .filter(client -> !client.equals(owners.get(task)) && !chosen.contains(client))
                        .min(Comparator.comparing((Client client) -> !isWarm(client, task))
                                .thenComparing(client -> !isAtHand(client, task))
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
            if (isAtHand(most, moved.get()) && !isWarm(least, moved.get())) {
                kept.put(moved.get(), most);
            }
        }
        // Who is to give a copy up keeps it until the next one is warm.
        kept.forEach((task, holder) -> {
            List<Client> late = holders(task).stream()
                    .filter(client -> !isWarm(client, task))
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
            lag = Math.max(lag, client.lags().getOrDefault(task, 0L));
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

    /** At hand, and with a client that has had the time to open it. */
    private boolean isWarm(Client client, TaskId task) {
        return client.warm().contains(task) && isAtHand(client, task);
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
