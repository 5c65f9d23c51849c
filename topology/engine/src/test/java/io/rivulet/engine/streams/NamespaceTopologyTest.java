package io.rivulet.engine.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rivulet.engine.checkpoint.Checkpoint;
import io.rivulet.engine.checkpoint.CheckpointTable;
import io.rivulet.engine.checkpoint.Checkpoints;
import io.rivulet.engine.fold.FoldSettings;
import io.rivulet.engine.fold.StreamRow;
import io.rivulet.engine.fold.Verdicts;
import io.rivulet.engine.query.Question;
import io.rivulet.engine.store.PartitionStore;
import io.rivulet.engine.store.StoreClosedException;
import io.rivulet.engine.store.StoreMemory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NamespaceTopologyTest {

    private static final String TOPIC = "rivulet-default";
    private static final Path PAGE = Path.of("../../docs/reference/topology.md");

    @TempDir
    private Path folder;

    private final Checkpoints checkpoints = new Checkpoints();
    private final SeenEffects effects = new SeenEffects();
    private StoreMemory memory;

    @BeforeEach
    void openMemory() {
        memory = new StoreMemory(8 << 20, 8 << 20);
    }

    @AfterEach
    void closeMemory() {
        memory.close();
    }

    @Test
    void shouldBeTheTopologyOfTheReferencePage() throws IOException {
        assertThat(Files.readString(PAGE))
                .contains(topology().describe().toString().strip());
    }

    /** The test driver knows no interceptors: records come one by one. */
    @Test
    void shouldFoldRecordsThatComeByThemselves() {
        try (TopologyTestDriver driver = new TopologyTestDriver(topology(), properties())) {
            var input = driver.createInputTopic(TOPIC, new ByteArraySerializer(), new ByteArraySerializer());

            input.pipeInput(record("/a", "{\"n\":1}", "t"));
            input.pipeInput(record("/a", "{\"n\":2}", "t"));
            input.pipeInput(record("no path", "{}", "t"));

            assertThat(effects.seen)
                    .containsExactly("opened", "taken", "/a 1", "ended 1", "/a 2", "ended 2", "ended 3");
            FoldStateStore store = (FoldStateStore) driver.getStateStore(Question.STORE);
            assertThat(store.rows().reader().quarantine(Long.MAX_VALUE, 10)).hasSize(1);
            assertThat(store.committedOffset(null)).isEqualTo(2);
        }
        assertThat(effects.seen).endsWith("left", "closed");
    }

    /** What a worker hands over is seen at once, written by the thread that folds, and goes to the changelog. */
    @Test
    void shouldWriteCheckpointsOnTheThreadThatFolds() {
        byte[] path = bytes("/a");
        Checkpoint parked = new Checkpoint(0, -1, 7, new Checkpoint.Parked("it fails", 5, 1_000, "2"));
        try (TopologyTestDriver driver = new TopologyTestDriver(topology(), properties())) {
            CheckpointTable table = checkpoints.of(0).orElseThrow();

            table.handOver(path, "p:counter", new Checkpoint(0, -1, 6, null));
            table.handOver(path, "p:counter", parked);
            assertThat(table.pending()).isEqualTo(1);
            assertThat(table.read(path, "p:counter")).isEqualTo(parked);
            assertThat(driver.getKeyValueStore(Checkpoints.STORE).approximateNumEntries())
                    .isZero();

            driver.advanceWallClockTime(Duration.ofMillis(100));
            assertThat(table.pending()).isZero();
            assertThat(table.read(path, "p:counter")).isEqualTo(parked);
            assertThat(table.read(path, "p:other")).isNull();

            table.forget(path, "p:counter");
            driver.advanceWallClockTime(Duration.ofMillis(100));
            assertThat(table.read(path, "p:counter")).isNull();
            assertThat(driver.producedTopicNames()).containsExactly("test-checkpoints-changelog");
        }
        assertThat(checkpoints.of(0)).isEmpty();
    }

    /** Another owner writes them from now on. */
    @Test
    void shouldTakeNoCheckpointsAfterThePartitionIsLeft() {
        CheckpointTable table;
        try (TopologyTestDriver driver = new TopologyTestDriver(topology(), properties())) {
            table = checkpoints.of(0).orElseThrow();
            driver.advanceWallClockTime(Duration.ofMillis(100));
        }
        assertThatThrownBy(() -> table.handOver(bytes("/a"), "p:x", new Checkpoint(0, -1, 1, null)))
                .isInstanceOf(StoreClosedException.class);
        assertThatThrownBy(() -> table.read(bytes("/a"), "p:x")).isInstanceOf(StoreClosedException.class);
    }

    private Topology topology() {
        PartitionStore.Settings store = new PartitionStore.Settings(
                new FoldSettings(1, "record", 1 << 20),
                memory,
                1000,
                Duration.ofDays(1),
                Runnable::run,
                InstantSource.system());
        return NamespaceTopology.of(TOPIC, store, effects, checkpoints);
    }

    private Properties properties() {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
        properties.put(StreamsConfig.STATE_DIR_CONFIG, folder.toString());
        return properties;
    }

    private static TestRecord<byte[], byte[]> record(String key, String value, String type) {
        Headers headers = new RecordHeaders().add("ce_type", bytes(type));
        return new TestRecord<>(bytes(key), bytes(value), headers, 1L);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Writes down what it hears. */
    private static final class SeenEffects implements Effects {

        private final List<String> seen = new ArrayList<>();

        @Override
        public void opened(PartitionStore store) {
            seen.add("opened");
        }

        @Override
        public void closed(PartitionStore store) {
            seen.add("closed");
        }

        @Override
        public void taken(PartitionStore store) {
            seen.add("taken");
        }

        @Override
        public void left(PartitionStore store) {
            seen.add("left");
        }

        @Override
        public Verdicts verdicts(PartitionStore store) {
            return Verdicts.UNHEARD;
        }

        @Override
        public void changed(PartitionStore store, StreamRow stream) {
            seen.add(stream.pathText() + " " + stream.count());
        }

        @Override
        public void groupEnded(PartitionStore store, long next) {
            seen.add("ended " + next);
        }
    }
}
