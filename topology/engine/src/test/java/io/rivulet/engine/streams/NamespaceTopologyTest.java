package io.rivulet.engine.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.rivulet.engine.fold.FoldSettings;
import io.rivulet.engine.fold.StreamRow;
import io.rivulet.engine.fold.Verdicts;
import io.rivulet.engine.query.Question;
import io.rivulet.engine.store.PartitionStore;
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
            assertThat(store.rows().reader().quarantine(10)).hasSize(1);
            assertThat(store.committedOffset(null)).isEqualTo(2);
        }
        assertThat(effects.seen).endsWith("left", "closed");
    }

    private Topology topology() {
        PartitionStore.Settings store = new PartitionStore.Settings(
                new FoldSettings(1, "record", 1 << 20),
                memory,
                1000,
                Duration.ofDays(1),
                Runnable::run,
                InstantSource.system());
        return NamespaceTopology.of(TOPIC, store, effects);
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
