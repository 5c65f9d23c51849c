package io.rivulet.engine.lane;

import io.rivulet.api.EventInput;
import io.rivulet.api.Payload;
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
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/** The real topology of one partition with its lanes; records are piped in, and lanes run on their own threads. */
final class LaneRig implements AutoCloseable {

    private static final String TOPIC = "log";

    private final StoreMemory memory = new StoreMemory(8 << 20, 8 << 20);
    private final Checkpoints checkpoints = new Checkpoints();
    private final RecordWriter writer = new RecordWriter(TOPIC, "/test");
    private final Lanes lanes;
    private final TopologyTestDriver driver;
    private final TestInputTopic<byte[], byte[]> input;
    private volatile PartitionStore served;

    /** What was told to streams: path, name and offset of the checkpoint. */
    final List<String> reports = new CopyOnWriteArrayList<>();

    /** What was told of subscribers that begin: path, key, revision and offset. */
    final List<String> introductions = new CopyOnWriteArrayList<>();

    LaneRig(Path folder, LaneSettings settings, Directory directory) {
        lanes = new Lanes(
                settings,
                directory,
                checkpoints,
                partition -> Optional.ofNullable(served),
                new Reports(),
                InstantSource.system(),
                new Random(7));
        PartitionStore.Settings store = new PartitionStore.Settings(
                new FoldSettings(1, "record", 1 << 20),
                memory,
                1000,
                Duration.ofDays(1),
                Runnable::run,
                InstantSource.system());
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "lanes");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
        properties.put(StreamsConfig.STATE_DIR_CONFIG, folder.toString());
        driver = new TopologyTestDriver(NamespaceTopology.of(TOPIC, store, new ToLanes(), checkpoints), properties);
        input = driver.createInputTopic(TOPIC, new ByteArraySerializer(), new ByteArraySerializer());
    }

    Lanes lanes() {
        return lanes;
    }

    /** Begins to serve the partition. */
    void serve() {
        served = lanesStore;
    }

    OwnedPartition partition() {
        return lanes.partition(0).orElseThrow();
    }

    StreamRow stream(String path) {
        return lanesStore.reader().stream(bytes(path));
    }

    void append(String path, String type) {
        append(path, type, "{}");
    }

    void append(String path, String type, String payload) {
        ProducerRecord<byte[], byte[]> record =
                writer.write(0, bytes(path), EventInput.of(type, Payload.json(payload)), "id", Instant.EPOCH, null);
        input.pipeInput(new TestRecord<>(record.key(), record.value(), record.headers(), 1L));
    }

    /** Lets the thread that folds write what was handed over. */
    void punctuate() {
        driver.advanceWallClockTime(Duration.ofMillis(100));
    }

    private volatile PartitionStore lanesStore;

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String text(byte[] path) {
        return new String(path, StandardCharsets.UTF_8);
    }

    /** Waits until something is so; 30 s at the most. */
    static void await(BooleanSupplier isSo) {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!isSo.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("It did not become so in time");
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Override
    public void close() {
        driver.close();
        lanes.close();
        memory.close();
    }

    /** Keeps what streams are told. */
    private final class Reports implements LaneFacts {

        @Override
        public CompletionStage<?> connected(byte[] path, Introduction introduction, long offset) {
            introductions.add(
                    text(path) + " " + introduction.subscriptionKey() + " " + introduction.revision() + " " + offset);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<?> parked(
                byte[] path, Subscriber subscriber, long checkpoint, int failures, Throwable cause) {
            reports.add(text(path) + " " + subscriber.name() + " " + checkpoint + " " + cause.getMessage());
            return CompletableFuture.completedFuture(null);
        }
    }

    /** Tells the lanes what the fold tells. */
    private final class ToLanes implements Effects {

        @Override
        public void opened(PartitionStore store) {
            lanesStore = store;
        }

        @Override
        public void closed(PartitionStore store) {
            served = null;
        }

        @Override
        public void taken(PartitionStore store) {
            lanes.taken(store);
        }

        @Override
        public void left(PartitionStore store) {
            lanes.left(store);
        }

        @Override
        public Verdicts verdicts(PartitionStore store) {
            return Verdicts.UNHEARD;
        }

        @Override
        public void changed(PartitionStore store, StreamRow stream) {
            lanes.changed(store, stream);
        }

        @Override
        public void groupEnded(PartitionStore store, long next) {
            lanes.groupEnded(store);
        }
    }
}
