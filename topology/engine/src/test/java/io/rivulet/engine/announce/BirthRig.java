package io.rivulet.engine.announce;

import io.rivulet.api.CoreEvents;
import io.rivulet.api.EventInput;
import io.rivulet.api.Payload;
import io.rivulet.api.StreamPath;
import io.rivulet.engine.checkpoint.CheckpointTable;
import io.rivulet.engine.checkpoint.Checkpoints;
import io.rivulet.engine.fold.FoldSettings;
import io.rivulet.engine.fold.StreamRow;
import io.rivulet.engine.fold.Verdicts;
import io.rivulet.engine.store.PartitionStore;
import io.rivulet.engine.store.StoreMemory;
import io.rivulet.engine.streams.Effects;
import io.rivulet.engine.streams.NamespaceTopology;
import io.rivulet.wire.RecordWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/** The real topology of one partition, where streams are created; and ancestors that take what they are told, or do not. */
final class BirthRig implements ChildAppends, AutoCloseable {

    private final StoreMemory memory = new StoreMemory(8 << 20, 8 << 20);
    private final Checkpoints checkpoints = new Checkpoints();
    private final RecordWriter writer = new RecordWriter("log", "/test");
    private final TopologyTestDriver driver;
    private final TestInputTopic<byte[], byte[]> input;
    private PartitionStore store;
    private long millis = 1_000_000;

    /** The paths that each ancestor was told, a list for each batch, in order. */
    final Map<String, List<List<String>>> batches = new LinkedHashMap<>();

    /** What an ancestor answers instead of taking what it is told. */
    final Map<String, CompletableFuture<Void>> answers = new LinkedHashMap<>();

    BirthRig(Path folder) {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "births");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
        properties.put(StreamsConfig.STATE_DIR_CONFIG, folder.toString());
        PartitionStore.Settings settings = new PartitionStore.Settings(
                new FoldSettings(1, "record", 1 << 20),
                memory,
                1000,
                Duration.ofDays(1),
                Runnable::run,
                InstantSource.system());
        driver =
                new TopologyTestDriver(NamespaceTopology.of("log", settings, new StoreOnly(), checkpoints), properties);
        input = driver.createInputTopic("log", new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** This node begins to serve the partition: it knows what the owner before wrote down. */
    PartitionAnnouncer takeOver() {
        return new PartitionAnnouncer(
                store, checkpoints(), new Teller(this, Runnable::run), () -> Instant.ofEpochMilli(millis));
    }

    CheckpointTable checkpoints() {
        return checkpoints.of(0).orElseThrow();
    }

    void pass(Duration time) {
        millis += time.toMillis();
    }

    void create(String path) {
        append(path, CoreEvents.CREATED, "{\"namespace\":\"n\",\"path\":\"" + path + "\"}");
    }

    void append(String path, String type, String payload) {
        ProducerRecord<byte[], byte[]> record = writer.write(
                0,
                path.getBytes(StandardCharsets.UTF_8),
                EventInput.of(type, Payload.json(payload)),
                "id",
                Instant.EPOCH,
                null);
        input.pipeInput(new TestRecord<>(record.key(), record.value(), record.headers(), 1L));
    }

    @Override
    public CompletionStage<?> append(StreamPath ancestor, List<EventInput> events) {
        CompletableFuture<Void> answer = answers.get(ancestor.value());
        if (answer != null) {
            return answer;
        }
        batches.computeIfAbsent(ancestor.value(), unused -> new ArrayList<>())
                .add(events.stream()
                        .map(event -> Objects.requireNonNull(event.payload()).bytes())
                        .map(json -> new String(json, StandardCharsets.UTF_8))
                        .map(json -> json.substring("{\"childPath\":\"".length(), json.length() - "\"}".length()))
                        .toList());
        return CompletableFuture.completedFuture(null);
    }

    void refuse(String ancestor) {
        answers.put(ancestor, CompletableFuture.failedFuture(new IllegalStateException("stream paused")));
    }

    /** What an ancestor was told, in order. */
    List<String> told(String ancestor) {
        return batches.getOrDefault(ancestor, List.of()).stream()
                .flatMap(List::stream)
                .toList();
    }

    @Override
    public void close() {
        driver.close();
        memory.close();
    }

    /** Has no effects, but lets the store be known. */
    private final class StoreOnly implements Effects {

        @Override
        public void opened(PartitionStore opened) {
            store = opened;
        }

        @Override
        public void closed(PartitionStore closed) {}

        @Override
        public void taken(PartitionStore taken) {}

        @Override
        public void left(PartitionStore left) {}

        @Override
        public Verdicts verdicts(PartitionStore judged) {
            return Verdicts.UNHEARD;
        }

        @Override
        public void changed(PartitionStore changed, StreamRow stream) {}

        @Override
        public void groupEnded(PartitionStore folded, long next) {}
    }
}
