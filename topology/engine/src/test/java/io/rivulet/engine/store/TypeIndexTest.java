package io.rivulet.engine.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.rivulet.api.EventInput;
import io.rivulet.api.Payload;
import io.rivulet.engine.fold.FoldSettings;
import io.rivulet.engine.fold.MirrorRow;
import io.rivulet.engine.fold.StreamRow;
import io.rivulet.engine.fold.Verdicts;
import io.rivulet.engine.query.EventPage;
import io.rivulet.engine.query.EventQuery;
import io.rivulet.engine.query.MirrorPage;
import io.rivulet.engine.query.MirrorQuery;
import io.rivulet.engine.query.StreamQueries;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.IntFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages of some types, and what they cost. */
class TypeIndexTest {

    private static final byte[] PATH = "/a".getBytes(UTF_8);

    private static final int GROUP = 700;

    /** Where an offset is, is searched: two look-ups at most for each doubling of a stream of a million, and a few rows besides. */
    private static final int SEARCH = 2 * 20 + 5;

    @TempDir
    private Path folder;

    private StoreMemory memory;
    private PartitionStore store;

    @BeforeEach
    void open() {
        memory = new StoreMemory(16 << 20, 16 << 20);
        store = openStore();
    }

    @AfterEach
    void close() {
        store.close();
        memory.close();
    }

    /** Whatever types, bounds and limits are asked for, the answer is that of a look at every event. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7, 8, 9, 40})
    void shouldFindWhatAScanFinds(int types) {
        Random random = new Random(types);
        List<String> events = fold(3000, i -> "t" + (random.nextInt(4) == 0 ? random.nextInt(types) : i / 100 % types));
        store.checkpoint();
        store.close();
        store = openStore();
        StreamRow stream = stream();

        for (int i = 0; i < 300; i++) {
            Set<String> wanted = Set.of("t" + random.nextInt(types), "t" + (types + 1), "x" + random.nextInt(3));
            int from = random.nextInt(3100);
            int to = random.nextInt(3100);
            int limit = 1 + random.nextInt(80);
            List<Long> expected = scan(events, wanted, from, to);
            PartitionReader.Typed typed = store.reader().ofTypes(stream, wanted, from, to, limit);

            assertThat(typed.events())
                    .extracting(MirrorRow::index)
                    .containsExactlyElementsOf(expected.subList(0, Math.min(limit, expected.size())));
            assertThat(typed.hasMore()).isEqualTo(expected.size() > limit);
            assertThat(store.reader().countOf(stream, wanted))
                    .isEqualTo(scan(events, wanted, 0, 3000).size());
        }
        assertThat(stream.typeCount()).isEqualTo(events.stream().distinct().count());
        assertThat(store.reader().typeCounts(stream, 1000))
                .hasSize((int) stream.typeCount())
                .allSatisfy(of -> assertThat(of.count())
                        .isEqualTo(scan(events, Set.of(of.type()), 0, 3000).size()));
    }

    /** On a stream of a million events: the work is in proportion to the page, and does not depend on how long the stream is. */
    @Test
    void shouldReadAPageAndLittleElse() {
        fold(1_000_000, i -> i % 500 == 499 ? "rare" : i % 2 == 0 ? "even" : "odd");
        store.checkpoint();

        assertThat(rowsReadFor("rare", -1, 50)).isLessThan(50 + SEARCH);
        assertThat(rowsReadFor("rare", 100_000, 30)).isLessThan(30 + SEARCH);
        assertThat(rowsReadFor("even", -1, 50)).isLessThan(50 + SEARCH);
        assertThat(rowsReadFor("none", -1, 50)).isLessThan(SEARCH);
    }

    @Test
    void shouldCountTypesWithoutReadingAnEvent() {
        fold(3000, i -> "t" + i % 20);
        store.checkpoint();
        long before = store.db().rowsRead();

        MirrorPage page = Objects.requireNonNull(
                StreamQueries.mirror(store.reader(), PATH, new MirrorQuery(0, 1, Set.of(), true)));

        assertThat(Objects.requireNonNull(page.types()).types()).isEqualTo(20);
        assertThat(page.types().counts()).hasSize(20).allSatisfy(of -> assertThat(of.count())
                .isEqualTo(150));
        assertThat(store.db().rowsRead() - before).isLessThan(5);
    }

    @Test
    void shouldPageThroughATypeToItsEnd() {
        fold(1000, i -> i % 10 == 0 ? "tenth" : "other");
        List<Long> offsets = new ArrayList<>();
        long after = -1;
        do {
            EventPage page = page("tenth", after, 30);
            page.events().forEach(event -> offsets.add(event.offset()));
            after = page.next();
        } while (after >= 0);

        assertThat(offsets).hasSize(100).isSorted().doesNotHaveDuplicates().allMatch(offset -> offset % 10 == 0);
    }

    private long rowsReadFor(String type, long after, int limit) {
        long before = store.db().rowsRead();
        EventPage page = page(type, after, limit);
        assertThat(page.events()).hasSizeLessThanOrEqualTo(limit).allMatch(event -> event.type()
                .equals(type));
        return store.db().rowsRead() - before;
    }

    private EventPage page(String type, long after, int limit) {
        EventPage page =
                StreamQueries.events(store.reader(), PATH, new EventQuery(after, Long.MAX_VALUE, limit, Set.of(type)));
        assertThat(page).isNotNull();
        return page;
    }

    private static List<Long> scan(List<String> events, Set<String> types, int from, int to) {
        List<Long> found = new ArrayList<>();
        for (int i = from; i < Math.min(to, events.size()); i++) {
            if (types.contains(events.get(i))) {
                found.add((long) i);
            }
        }
        return found;
    }

    private List<String> fold(int count, IntFunction<String> typeOf) {
        List<String> types = new ArrayList<>();
        for (int from = 0; from < count; from += GROUP) {
            List<ConsumerRecord<byte[], byte[]>> group = new ArrayList<>();
            for (int i = from; i < Math.min(count, from + GROUP); i++) {
                String type = typeOf.apply(i);
                types.add(type);
                group.add(Log.record(i, "/a", EventInput.of(type, Payload.json("1"))));
            }
            store.apply(group, Verdicts.UNHEARD, stream -> {});
            if (from % (3 * GROUP) == 0) {
                store.checkpoint();
            }
        }
        return types;
    }

    private StreamRow stream() {
        StreamRow stream = store.reader().stream(PATH);
        assertThat(stream).isNotNull();
        return stream;
    }

    private PartitionStore openStore() {
        return PartitionStore.open(
                folder.resolve("rows"),
                0,
                new PartitionStore.Settings(
                        new FoldSettings(1, "record", 1 << 20),
                        memory,
                        1000,
                        Duration.ofDays(1),
                        Runnable::run,
                        InstantSource.system()));
    }
}
