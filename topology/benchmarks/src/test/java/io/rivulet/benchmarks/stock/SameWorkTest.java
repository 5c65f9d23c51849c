package io.rivulet.benchmarks.stock;

import static org.assertj.core.api.Assertions.assertThat;

import io.rivulet.api.CoreEvents;
import io.rivulet.engine.fold.FoldSettings;
import io.rivulet.engine.fold.MirrorRow;
import io.rivulet.engine.fold.Span;
import io.rivulet.engine.fold.Verdicts;
import io.rivulet.engine.store.PartitionReader;
import io.rivulet.engine.store.PartitionStore;
import io.rivulet.engine.store.StoreMemory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.SplittableRandom;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A ratio between two folds means something only if they derive the same from the same log. */
class SameWorkTest {

    private static final String TOPIC = "events";
    private static final int RECORDS = 3_000;
    private static final List<String> PATHS = List.of("/a", "/a/b", "/ü", "no path");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void shouldServeTheSameMirrorAndFeedAsRivulet(long seed, @TempDir Path folder) {
        // Given
        List<ConsumerRecord<byte[], byte[]>> log = log(new SplittableRandom(seed));
        Properties settings = new Properties();
        settings.put(StreamsConfig.STATE_DIR_CONFIG, "target/test-state");

        try (TopologyTestDriver stock = new TopologyTestDriver(StockTopology.build(TOPIC, 1, verdict -> {}), settings);
                StoreMemory memory = new StoreMemory(1 << 20, 8 << 20);
                PartitionStore rivulet = PartitionStore.open(
                        folder,
                        0,
                        new PartitionStore.Settings(
                                new FoldSettings(1, "record", 1 << 20),
                                memory,
                                1_000,
                                Duration.ofDays(1),
                                Runnable::run,
                                InstantSource.system()))) {
            // When
            TestInputTopic<byte[], byte[]> topic =
                    stock.createInputTopic(TOPIC, new ByteArraySerializer(), new ByteArraySerializer());
            for (ConsumerRecord<byte[], byte[]> one : log) {
                topic.pipeInput(
                        new TestRecord<>(one.key(), one.value(), one.headers(), Instant.ofEpochMilli(one.timestamp())));
            }
            rivulet.apply(log, Verdicts.UNHEARD, stream -> {});

            // Then
            for (String path : PATHS) {
                assertThat(events(stock, path)).isEqualTo(events(rivulet.reader(), path));
                assertThat(spans(stock, path)).isEqualTo(spans(rivulet.reader(), path));
            }
            assertThat(events(stock, "/a")).hasSizeGreaterThan(200);
            assertThat(events(stock, "no path")).isEmpty();
        }
    }

    private static List<ConsumerRecord<byte[], byte[]>> log(SplittableRandom random) {
        List<ConsumerRecord<byte[], byte[]>> log = new ArrayList<>();
        for (int offset = 0; offset < RECORDS; offset++) {
            Headers headers = new RecordHeaders();
            byte[] payload = fill(headers, random, offset);
            log.add(new ConsumerRecord<>(
                    TOPIC,
                    0,
                    offset,
                    1_700_000_000_000L + offset / 3,
                    TimestampType.LOG_APPEND_TIME,
                    0,
                    0,
                    utf8(PATHS.get(random.nextInt(PATHS.size()))),
                    payload,
                    headers,
                    Optional.empty()));
        }
        return log;
    }

    /** Puts the headers of one record and answers its payload. */
    private static byte[] fill(Headers headers, SplittableRandom random, int offset) {
        headers.add("content-type", utf8("application/json"));
        headers.add("ce_specversion", utf8("1.0"));
        headers.add("ce_id", utf8("id-" + offset));
        if (random.nextInt(2) == 0) {
            headers.add("ce_idempotencykey", utf8("\"key\" " + random.nextInt(RECORDS)));
        }
        if (random.nextInt(20) == 0) {
            headers.add("ce_expectedoffset", utf8(Integer.toString(offset - 1 - random.nextInt(6))));
        }
        if (random.nextInt(10) == 0) {
            headers.add("ce_metadata", utf8("{\"user\":\"ü\"}"));
        }
        String type = type(random);
        headers.add("ce_type", utf8(type));
        return utf8(
                switch (type) {
                    case CoreEvents.CREATED -> "{\"namespace\":\"n\",\"path\":\"/a\"}";
                    case CoreEvents.WOKEN -> "{\"incarnationId\":\"i" + offset + "\"}";
                    case CoreEvents.ERROR_OCCURRED -> "{\"message\":\"m\"}";
                    case CoreEvents.PAUSED, CoreEvents.RESUMED -> "{ \"reason\" : \"r\" }";
                    default -> "{ \"offset\" : " + offset + ".0 }";
                });
    }

    private static String type(SplittableRandom random) {
        int choice = random.nextInt(400);
        return switch (choice) {
            case 0, 1 -> CoreEvents.CREATED;
            case 2 -> CoreEvents.WOKEN;
            case 3 -> CoreEvents.PAUSED;
            case 4, 5, 6, 7, 8 -> CoreEvents.RESUMED;
            case 9 -> CoreEvents.ERROR_OCCURRED;
            default -> choice < 12 ? "order.\"packed\"" : "order.placed";
        };
    }

    private static List<String> events(PartitionReader rivulet, String path) {
        var stream = rivulet.stream(utf8(path));
        return stream == null
                ? List.of()
                : rivulet.mirror(stream, 0, RECORDS).stream()
                        .map(SameWorkTest::served)
                        .toList();
    }

    private static String served(MirrorRow row) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            row.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private static List<String> events(TopologyTestDriver stock, String path) {
        KeyValueStore<byte[], byte[]> mirror = stock.getKeyValueStore(StockTopology.MIRROR);
        List<String> events = new ArrayList<>();
        byte[] row;
        while ((row = mirror.get(RowKey.of(utf8(path), events.size()))) != null) {
            events.add(new String(row, StandardCharsets.UTF_8));
        }
        return events;
    }

    private static List<FeedRow> spans(PartitionReader rivulet, String path) {
        var stream = rivulet.stream(utf8(path));
        return stream == null
                ? List.of()
                : rivulet.feed(stream, 0, RECORDS).stream()
                        .map(PartitionReader.FeedRow::span)
                        .map(SameWorkTest::row)
                        .toList();
    }

    private static FeedRow row(Span span) {
        return new FeedRow(span.type(), span.firstIndex(), span.firstOffset(), span.lastOffset(), span.count());
    }

    private static List<FeedRow> spans(TopologyTestDriver stock, String path) {
        KeyValueStore<byte[], byte[]> feed = stock.getKeyValueStore(StockTopology.FEED);
        List<FeedRow> spans = new ArrayList<>();
        byte[] row;
        while ((row = feed.get(RowKey.of(utf8(path), spans.size()))) != null) {
            spans.add(FeedRow.read(ByteBuffer.wrap(row)));
        }
        return spans;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
