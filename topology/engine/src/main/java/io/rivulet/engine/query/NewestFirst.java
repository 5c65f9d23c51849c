package io.rivulet.engine.query;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;

/**
 * Merges what partitions list, each from its highest offset down, into one page: of those that are next, the newest goes
 * first. Where the page ends is told by partition, so that the next page repeats nothing and leaves nothing out, whatever
 * the times of the records are.
 *
 * @param newest what is newest comes first
 */
public record NewestFirst<T>(ToIntFunction<T> partition, ToLongFunction<T> offset, Comparator<T> newest) {

    /**
     * A page.
     *
     * @param next by partition, the offset below which there is more
     */
    public record Page<T>(List<T> items, Map<Integer, Long> next) {}

    /**
     * Merges.
     *
     * @param items of any partitions, those of each partition descending by offset
     * @param more by partition, the offset below which there is more than what is given
     */
    public Page<T> merge(Collection<T> items, Map<Integer, Long> more, int limit) {
        Map<Integer, Deque<T>> waiting = new HashMap<>();
        items.forEach(item -> waiting.computeIfAbsent(partition.applyAsInt(item), at -> new ArrayDeque<>())
                .add(item));
        PriorityQueue<T> heads = new PriorityQueue<>(newest.thenComparingInt(partition));
        waiting.values().forEach(list -> heads.add(list.remove()));
        List<T> page = new ArrayList<>();
        while (page.size() < limit && !heads.isEmpty()) {
            T item = heads.remove();
            page.add(item);
            Deque<T> rest = waiting.get(partition.applyAsInt(item));
            if (rest != null && !rest.isEmpty()) {
                heads.add(rest.remove());
            }
        }
        Map<Integer, Long> next = new HashMap<>(more);
        // What was left over begins with the heads: the page goes on with them.
        heads.forEach(head -> next.put(partition.applyAsInt(head), offset.applyAsLong(head) + 1));
        return new Page<>(page, next);
    }
}
