package io.rivulet.engine.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rivulet.api.EventInput;
import io.rivulet.api.Payload;
import io.rivulet.api.StreamPath;
import io.rivulet.engine.fold.FoldSettings;
import io.rivulet.engine.fold.KeyRow;
import io.rivulet.engine.fold.MirrorRow;
import io.rivulet.engine.fold.StreamRow;
import io.rivulet.engine.fold.Verdicts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartitionStoreTest {

    private static final FoldSettings FOLD = new FoldSettings(1, "record", 1 << 20);
    private static final Duration ALWAYS = Duration.ZERO;
    private static final Duration NEVER = Duration.ofDays(1);

    @TempDir
    private Path folder;

    private StoreMemory memory;

    @BeforeEach
    void openMemory() {
        memory = new StoreMemory(8 << 20, 8 << 20);
    }

    @AfterEach
    void closeMemory() {
        memory.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 100, 5000})
    void shouldHaveTheSameRowsInWhateverGroupsTheLogComes(int groupSize) {
        List<ConsumerRecord<byte[], byte[]>> log = Log.of(new Random(1), 5000);

        assertThat(digestOf(log, groupSize, 100_000)).isEqualTo(digestOf(log, 61, 100_000));
    }

    @Test
    void shouldHaveTheSameRowsHoweverFewStreamsStayOnTheHeap() {
        List<ConsumerRecord<byte[], byte[]>> log = Log.of(new Random(2), 5000);

        assertThat(digestOf(log, 100, 4)).isEqualTo(digestOf(log, 100, 100_000));
    }

    @Test
    void shouldGoOnAfterAnOrderlyEnd() {
        List<ConsumerRecord<byte[], byte[]>> log = Log.of(new Random(3), 3000);
        try (PartitionStore store = open("a", NEVER)) {
            apply(store, log.subList(0, 1234), 50);
        }

        try (PartitionStore store = open("a", NEVER)) {
            assertThat(store.applied()).isEqualTo(1233);
            apply(store, log, 50);
            assertThat(store.digest().sha256()).isEqualTo(digestOf(log, 50, 1000));
        }
    }

    /** What a crash leaves on disk is what was flushed; rows of events may be ahead of the progress in it. */
    @ParameterizedTest
    @ValueSource(longs = {4, 5, 6, 7, 8, 9})
    void shouldGoOnAfterACrash(long seed) throws IOException {
        // Given
        Random random = new Random(seed);
        List<ConsumerRecord<byte[], byte[]>> log = Log.of(random, 4000);
        int checkpointed = 500 + random.nextInt(1000);
        int written = checkpointed + random.nextInt(1000);
        Path copy = folder.resolve("after-the-crash");
        try (PartitionStore store = open("before-the-crash", ALWAYS)) {
            apply(store, log.subList(0, checkpointed), 50);
            store.checkpoint();
            apply(store, log.subList(checkpointed, written), 50);
            store.db().flush();
            copy(folder.resolve("before-the-crash"), copy);
        }

        // When
        try (PartitionStore store = open("after-the-crash", NEVER)) {
            assertThat(store.applied()).isEqualTo(checkpointed - 1L);
            String atCheckpoint = store.digest().sha256();

            // Then
            assertThat(atCheckpoint).isEqualTo(digestOf(log.subList(0, checkpointed), 50, 1000));
            apply(store, log.subList(checkpointed, log.size()), 33);
            assertThat(store.digest().sha256()).isEqualTo(digestOf(log, 50, 1000));
        }
    }

    @Test
    void shouldForgetEverythingWhenWiped() {
        List<ConsumerRecord<byte[], byte[]>> log = Log.of(new Random(10), 2000);
        try (PartitionStore store = open("a", NEVER)) {
            apply(store, log, 100);
            String before = store.digest().sha256();

            store.wipe();

            assertThat(store.applied()).isEqualTo(-1);
            assertThat(store.digest().rows()).isZero();
            apply(store, log, 100);
            assertThat(store.digest().sha256()).isEqualTo(before);
        }
    }

    /** Under other settings the same log means something else, so rows of both are never mixed (CS-31). */
    @Test
    void shouldForgetWhatWasFoldedUnderOtherSettings() {
        List<ConsumerRecord<byte[], byte[]>> log = events("/s", 10);
        try (PartitionStore store = open("a", ALWAYS)) {
            apply(store, log, 10);
        }

        try (PartitionStore store = open("a", new FoldSettings(1, "other", FOLD.maxEventBytes()), ALWAYS, 1000)) {
            assertThat(store.applied()).isEqualTo(-1);
            assertThat(store.digest().rows()).isZero();
            apply(store, log.subList(0, 5), 5);
        }
        try (PartitionStore store = open("a", ALWAYS)) {
            assertThat(store.applied()).isEqualTo(-1);
        }
    }

    @Test
    void shouldReadWhatWasFoldedBeforeItIsCheckpointed() {
        try (PartitionStore store = open("a", NEVER)) {
            apply(store, events("/s", 250), 10);

            PartitionReader reader = store.reader();
            StreamRow stream = requireStream(reader, "/s");
            assertThat(stream.count()).isEqualTo(250);
            assertThat(reader.mirror(stream, 10, 3))
                    .extracting(MirrorRow::index)
                    .containsExactly(10L, 11L, 12L);
            assertThat(reader.indexAfter(stream, -1)).isZero();
            assertThat(reader.indexAfter(stream, 100)).isEqualTo(101);
            assertThat(reader.indexAfter(stream, 249)).isEqualTo(250);
            assertThat(reader.feed(stream, 0, 10))
                    .extracting(row -> row.span().count(), row -> row.events().size())
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple(200, 200), org.assertj.core.groups.Tuple.tuple(50, 50));
        }
    }

    @Test
    void shouldFindAKeyAgainAfterItsFilterWasFilledAnew() {
        try (PartitionStore store = open("a", NEVER)) {
            apply(store, events("/s", 100), 10);
        }
        try (PartitionStore store = open("a", NEVER)) {
            StreamRow stream = requireStream(store.reader(), "/s");

            KeyRow known = store.reader().findKey(stream, "key-42".getBytes(StandardCharsets.UTF_8));
            assertThat(known).isNotNull();
            assertThat(known.index()).isEqualTo(42);
            assertThat(store.reader().findKey(stream, "other".getBytes(StandardCharsets.UTF_8)))
                    .isNull();
        }
    }

    @Test
    void shouldListStreamsBelowAPathInTheOrderOfTheirBytes() {
        List<ConsumerRecord<byte[], byte[]>> log = new ArrayList<>();
        for (String path : List.of("/a/b", "/a-b", "/a", "/a/a", "/b", "/a/b/c", "/")) {
            log.add(Log.record(log.size(), path, EventInput.of("t", null)));
        }
        try (PartitionStore store = open("a", NEVER)) {
            apply(store, log, 3);

            assertThat(paths(store, "/a", null, 10)).containsExactly("/a", "/a/a", "/a/b", "/a/b/c");
            assertThat(paths(store, "/a", null, 2)).containsExactly("/a", "/a/a");
            assertThat(paths(store, "/a", "/a/a", 2)).containsExactly("/a/b", "/a/b/c");
            assertThat(paths(store, "/", null, 10)).containsExactly("/", "/a", "/a-b", "/a/a", "/a/b", "/a/b/c", "/b");
            assertThat(paths(store, "/", "/a-b", 10)).containsExactly("/a/a", "/a/b", "/a/b/c", "/b");
            assertThat(store.reader().streams(StreamPath.ROOT, null, 1).total()).isEqualTo(7);
        }
    }

    @Test
    void shouldNotWriteAnythingOfAGroupThatFailed() {
        try (PartitionStore store = open("a", NEVER)) {
            apply(store, events("/s", 10), 10);
            List<ConsumerRecord<byte[], byte[]>> more = events("/s", 12);
            Verdicts failing = new FailingVerdicts();

            assertThatThrownBy(() -> store.apply(more.subList(10, 12), failing, stream -> {}))
                    .isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(store::checkpoint).isInstanceOf(IllegalStateException.class);
        }
        try (PartitionStore store = open("a", NEVER)) {
            assertThat(store.applied()).isEqualTo(-1);
        }
    }

    @Test
    void shouldRefuseReadsOnceClosed() {
        PartitionStore store = open("a", NEVER);
        store.close();
        store.close();

        assertThatThrownBy(() -> store.reader().stream(new byte[] {'/'})).isInstanceOf(StoreClosedException.class);
    }

    private PartitionStore open(String name, Duration flushInterval) {
        return open(name, flushInterval, 1000);
    }

    private PartitionStore open(String name, Duration flushInterval, int cachedStreams) {
        return open(name, FOLD, flushInterval, cachedStreams);
    }

    private PartitionStore open(String name, FoldSettings fold, Duration flushInterval, int cachedStreams) {
        return PartitionStore.open(
                folder.resolve(name),
                0,
                new PartitionStore.Settings(
                        fold, memory, cachedStreams, flushInterval, Runnable::run, InstantSource.system()));
    }

    private String digestOf(List<ConsumerRecord<byte[], byte[]>> log, int groupSize, int cachedStreams) {
        try (PartitionStore store = open("scratch-" + System.nanoTime(), NEVER, cachedStreams)) {
            apply(store, log, groupSize);
            return store.digest().sha256();
        }
    }

    private static void apply(PartitionStore store, List<ConsumerRecord<byte[], byte[]>> log, int groupSize) {
        for (int from = 0; from < log.size(); from += groupSize) {
            store.apply(log.subList(from, Math.min(log.size(), from + groupSize)), Verdicts.UNHEARD, stream -> {});
        }
    }

    private static List<ConsumerRecord<byte[], byte[]>> events(String path, int count) {
        List<ConsumerRecord<byte[], byte[]>> log = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            log.add(Log.record(i, path, EventInput.of("t", Payload.json("1")).withIdempotencyKey("key-" + i)));
        }
        return log;
    }

    private static StreamRow requireStream(PartitionReader reader, String path) {
        StreamRow stream = reader.stream(path.getBytes(StandardCharsets.UTF_8));
        assertThat(stream).isNotNull();
        return stream;
    }

    private static List<String> paths(PartitionStore store, String under, String after, int limit) {
        return store
                .reader()
                .streams(new StreamPath(under), after == null ? null : new StreamPath(after), limit)
                .rows()
                .stream()
                .map(StreamRow::pathText)
                .toList();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }
}
