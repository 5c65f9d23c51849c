package io.rivulet.engine.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NewestFirstTest {

    private record Item(int partition, long offset, long time) {}

    private static final NewestFirst<Item> NEWEST = new NewestFirst<>(
            Item::partition, Item::offset, Comparator.comparingLong(Item::time).reversed());

    @Test
    void shouldPutTheNewestFirst() {
        var page = NEWEST.merge(
                List.of(new Item(0, 5, 50), new Item(0, 4, 10), new Item(1, 9, 40), new Item(1, 2, 20)), Map.of(), 3);

        assertThat(page.items()).extracting(Item::time).containsExactly(50L, 40L, 20L);
        assertThat(page.next()).containsExactly(Map.entry(0, 5L));
    }

    /** Producers may set times as they like; the offsets decide where a page goes on. */
    @Test
    void shouldListEachRecordOnceWhateverTheirTimesAre() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            List<Item> all = new ArrayList<>();
            for (int partition = 0; partition < 3; partition++) {
                for (int offset = random.nextInt(12); offset >= 0; offset--) {
                    all.add(new Item(partition, offset, random.nextInt(5)));
                }
            }
            int limit = 1 + random.nextInt(6);
            List<Item> listed = new ArrayList<>();
            Map<Integer, Long> below = Map.of(0, 99L, 1, 99L, 2, 99L);
            while (!below.isEmpty()) {
                Map<Integer, Long> from = below;
                var page = NEWEST.merge(
                        all.stream()
                                .filter(item -> item.offset() < from.getOrDefault(item.partition(), 0L))
                                .toList(),
                        Map.of(),
                        limit);
                listed.addAll(page.items());
                below = page.next();
            }

            assertThat(listed).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(all);
        }
    }
}
