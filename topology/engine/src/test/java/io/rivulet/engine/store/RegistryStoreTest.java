package io.rivulet.engine.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rivulet.api.CoreEvents;
import io.rivulet.api.EventInput;
import io.rivulet.api.Payload;
import io.rivulet.engine.fold.ChildEntry;
import io.rivulet.engine.fold.ConnectionEntry;
import io.rivulet.engine.fold.FoldSettings;
import io.rivulet.engine.fold.StreamRow;
import io.rivulet.engine.fold.SubscriptionEntry;
import io.rivulet.engine.fold.Verdicts;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Registries as they are read from a store: partly on disk, partly still on the heap. */
class RegistryStoreTest {

    @TempDir
    private Path folder;

    private StoreMemory memory;
    private PartitionStore store;
    private final List<ConsumerRecord<byte[], byte[]>> log = new ArrayList<>();
    private int folded;

    @BeforeEach
    void open() {
        memory = new StoreMemory(8 << 20, 8 << 20);
        store = openStore();
    }

    @AfterEach
    void close() {
        store.close();
        memory.close();
    }

    @Test
    void shouldReadEntriesOfDiskAndHeapAsOne() {
        subscribe("/a", "one");
        subscribe("/a", "three");
        subscribe("/b", "one");
        fold();
        store.checkpoint();
        subscribe("/a", "two");
        put("/a", CoreEvents.SUBSCRIPTION_REMOVED, "{\"subscriptionKey\":\"three\"}");
        put("/b", CoreEvents.SUBSCRIPTION_REMOVED, "{\"subscriptionKey\":\"one\"}");
        subscribe("/c", "one");
        fold();

        assertThat(store.reader().subscriptions(stream("/a")))
                .extracting(SubscriptionEntry::key)
                .containsExactly("one", "two");
        assertThat(subscribed(null, 10)).containsExactly("/a", "/c");
        assertThat(subscribed(null, 1)).containsExactly("/a");
        assertThat(subscribed("/a", 10)).containsExactly("/c");
        store.checkpoint();
        assertThat(subscribed(null, 10)).containsExactly("/a", "/c");
    }

    @Test
    void shouldPageThroughManyChildren() {
        for (int i = 0; i < 2500; i++) {
            put("/", CoreEvents.CHILD_STREAM_CREATED, "{\"childPath\":\"/c" + (i % 2000) + "\"}");
            if (i == 900) {
                fold();
                store.checkpoint();
            }
        }
        fold();

        List<ChildEntry> all = new ArrayList<>();
        List<ChildEntry> page;
        do {
            page = store.reader().children(stream("/"), all.size() - 1L, 300);
            all.addAll(page);
        } while (!page.isEmpty());
        assertThat(all).hasSize(2000);
        assertThat(all).extracting(ChildEntry::position).isSorted().doesNotHaveDuplicates();
        assertThat(all.get(1999).path()).isEqualTo("/c1999");
        assertThat(stream("/").registries().children()).isEqualTo(2000);
        assertThat(state("/")).contains("\"truncated\":true", "\"children\":2000");
    }

    /** CS-3; the rows of the old roster go with the next checkpoints, also after a restart. */
    @Test
    void shouldDropTheRosterOfAnOwnerThatIsGone() {
        for (int i = 0; i < 50; i++) {
            put(
                    "/a",
                    CoreEvents.SUBSCRIBER_CONNECTED,
                    "{\"subscriptionKey\":\"k" + i + "\",\"direction\":\"inbound\"}");
        }
        fold();
        store.checkpoint();
        put("/a", CoreEvents.WOKEN, "{\"incarnationId\":\"i\"}");
        put("/a", CoreEvents.SUBSCRIBER_CONNECTED, "{\"subscriptionKey\":\"k7\",\"direction\":\"inbound\"}");
        fold();

        assertThat(store.reader().connections(stream("/a")))
                .extracting(ConnectionEntry::key)
                .containsExactly("k7");
        store.close();
        store = openStore();
        store.checkpoint();
        assertThat(rowsOf(Family.ENDED)).isZero();
        assertThat(rowsOf(Family.REGISTRY)).isEqualTo(1);
        assertThat(store.reader().connections(stream("/a"))).hasSize(1);
    }

    /** AP-44: rows go in steps, after the checkpoint that ends their life. A read of the old life ends, and says why. */
    @Test
    void shouldDeleteTheRowsOfALifeThatHasEnded() {
        for (int i = 0; i < 12_000; i++) {
            log.add(Log.record(
                    log.size(),
                    "/a",
                    EventInput.of("t" + i % 2, Payload.json("1")).withIdempotencyKey("k" + i)));
        }
        subscribe("/a", "s");
        fold();
        store.checkpoint();
        StreamRow old = stream("/a");
        put("/a", CoreEvents.RESET, "{}");
        put("/a", "t", "2");
        fold();

        assertThat(store.reader().mirror(stream("/a"), 0, 10)).hasSize(1);
        assertThat(store.reader().mirror(old, 0, 10)).hasSize(10);
        store.checkpoint();
        assertThat(rowsOf(Family.ENDED)).isEqualTo(1);
        assertThat(rowsOf(Family.MIRROR)).isBetween(1L, 2100L);
        assertThatThrownBy(() -> store.reader().mirror(old, 0, 10)).isInstanceOf(StreamResetException.class);
        assertThatThrownBy(() -> store.reader().event(old, 0)).isInstanceOf(StreamResetException.class);
        store.close();
        store = openStore();
        for (int i = 0; i < 4; i++) {
            store.checkpoint();
        }
        assertThat(rowsOf(Family.ENDED) + rowsOf(Family.FEED) + rowsOf(Family.KEYS) + rowsOf(Family.REGISTRY))
                .isZero();
        assertThat(rowsOf(Family.MIRROR)).isEqualTo(1);
        assertThat(store.reader().mirror(stream("/a"), 0, 10)).hasSize(1);
    }

    private long rowsOf(Family family) {
        long rows = 0;
        try (var options = new org.rocksdb.ReadOptions();
                var iterator = store.db().iterate(family, options)) {
            for (iterator.seekToFirst(); iterator.isValid(); iterator.next()) {
                rows++;
            }
        }
        return rows;
    }

    private PartitionStore openStore() {
        return PartitionStore.open(
                folder.resolve("rows"),
                0,
                new PartitionStore.Settings(
                        new FoldSettings(1, "record", 1 << 20),
                        memory,
                        100_000,
                        Duration.ZERO,
                        Runnable::run,
                        InstantSource.system()));
    }

    private void subscribe(String path, String key) {
        put(
                path,
                CoreEvents.SUBSCRIPTION_CONFIGURED,
                "{\"subscriptionKey\":\"" + key + "\",\"subscriber\":{\"type\":\"topic\",\"topic\":\"out\"}}");
    }

    private void put(String path, String type, String payload) {
        log.add(Log.record(log.size(), path, EventInput.of(type, Payload.json(payload))));
    }

    private void fold() {
        store.apply(log.subList(folded, log.size()), Verdicts.UNHEARD, stream -> {});
        folded = log.size();
    }

    private StreamRow stream(String path) {
        StreamRow stream = store.reader().stream(path.getBytes(UTF_8));
        assertThat(stream).isNotNull();
        return stream;
    }

    private String state(String path) {
        PartitionReader.State state = store.reader().state(path.getBytes(UTF_8), "n");
        assertThat(state).isNotNull();
        return new String(state.json(), UTF_8);
    }

    private List<String> subscribed(String after, int limit) {
        return store.reader().subscribedStreams(after == null ? null : after.getBytes(UTF_8), limit).stream()
                .map(path -> new String(path, UTF_8))
                .toList();
    }
}
