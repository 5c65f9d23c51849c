package io.rivulet.benchmarks.stock;

import static io.rivulet.benchmarks.stock.Verdict.ACCEPTED;
import static io.rivulet.benchmarks.stock.Verdict.DUPLICATE;
import static io.rivulet.benchmarks.stock.Verdict.QUARANTINED;
import static io.rivulet.benchmarks.stock.Verdict.REFUSED;
import static org.assertj.core.api.Assertions.assertThat;

import io.rivulet.api.CoreEvents;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StockTopologyTest {

    private static final String TOPIC = "events";
    private static final String PATH = "/orders/7";
    private static final Instant TIME = Instant.parse("2026-01-31T10:00:00.120Z");

    private final List<Verdict> verdicts = new ArrayList<>();
    private final TopologyTestDriver driver =
            new TopologyTestDriver(StockTopology.build(TOPIC, 1, verdicts::add), settings());
    private final TestInputTopic<byte[], byte[]> topic =
            driver.createInputTopic(TOPIC, new ByteArraySerializer(), new ByteArraySerializer());

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    void shouldServeAnEventWithItsPayloadAsGiven() {
        // When
        append("order.placed", "{ \"n\" : 1.0 }", Map.of("ce_idempotencykey", " k\"1 ", "ce_metadata", "{\"a\":1}"));

        // Then
        assertThat(verdicts).containsExactly(ACCEPTED);
        assertThat(mirror(0))
                .isEqualTo(
                        "{\"offset\":0,\"index\":0,\"type\":\"order.placed\",\"createdAt\":\"2026-01-31T10:00:00.120Z\","
                                + "\"idempotencyKey\":\"k\\\"1\",\"metadata\":{\"a\":1},\"payload\":{ \"n\" : 1.0 }}");
    }

    @Test
    void shouldAcceptAnIdempotencyKeyOnceInItsStream() {
        // When
        append("a", "1", Map.of("ce_idempotencykey", "k"));
        append("a", "2", Map.of("ce_idempotencykey", "k"));
        append("/orders/8", "a", "3", Map.of("ce_idempotencykey", "k"));
        append("a", "4", Map.of());

        // Then
        assertThat(verdicts).containsExactly(ACCEPTED, DUPLICATE, ACCEPTED, ACCEPTED);
        assertThat(mirror(1)).contains("\"offset\":3,\"index\":1", "\"payload\":4");
        assertThat(mirror(2)).isNull();
    }

    @Test
    void shouldRefuseAnOrdinaryEventWhilePaused() {
        // When
        append("a", "1", Map.of("ce_idempotencykey", "k"));
        append(CoreEvents.PAUSED, "{\"reason\":\"audit\"}", Map.of());
        append("a", "2", Map.of());
        append("a", "1", Map.of("ce_idempotencykey", "k"));
        append(CoreEvents.ERROR_OCCURRED, "{\"message\":\"x\"}", Map.of());
        append(CoreEvents.RESUMED, "{}", Map.of());
        append("a", "3", Map.of());

        // Then
        assertThat(verdicts).containsExactly(ACCEPTED, ACCEPTED, REFUSED, DUPLICATE, ACCEPTED, ACCEPTED, ACCEPTED);
        assertThat(stream().count()).isEqualTo(5);
    }

    @Test
    void shouldRefuseAnEventWhoseExpectedOffsetIsNotTheHead() {
        // When
        append("a", "1", Map.of("ce_expectedoffset", "0"));
        append("a", "2", Map.of("ce_expectedoffset", "-1"));
        append("a", "3", Map.of("ce_expectedoffset", "-1"));
        append("a", "4", Map.of("ce_expectedoffset", "1"));

        // Then
        assertThat(verdicts).containsExactly(REFUSED, ACCEPTED, REFUSED, ACCEPTED);
        assertThat(stream().head()).isEqualTo(3);
    }

    @Test
    void shouldBeginAStreamOnlyOnce() {
        // When
        append(CoreEvents.CREATED, "{\"namespace\":\"n\",\"path\":\"/orders/7\"}", Map.of());
        append(CoreEvents.CREATED, "{\"namespace\":\"n\",\"path\":\"/orders/7\"}", Map.of());
        append("/orders/8", CoreEvents.CREATED, "{\"namespace\":\" \"}", Map.of());

        // Then
        assertThat(verdicts).containsExactly(ACCEPTED, REFUSED, REFUSED);
    }

    @Test
    void shouldTakeTheIncarnationFromTheWakingEvent() {
        // When
        append("a", "1", Map.of("ce_id", "first"));
        append(CoreEvents.WOKEN, "{\"incarnationId\":\"second\"}", Map.of());

        // Then
        assertThat(stream().incarnation()).isEqualTo("second");
    }

    @Test
    void shouldGroupConsecutiveEventsOfOneTypeUpToTwoHundred() {
        // When
        for (int i = 0; i < 405; i++) {
            append("a", "1", Map.of());
        }

        // Then
        assertThat(feed(0)).isEqualTo(new FeedRow("a", 0, 0, 199, 200));
        assertThat(feed(1)).isEqualTo(new FeedRow("a", 200, 200, 399, 200));
        assertThat(feed(2)).isEqualTo(new FeedRow("a", 400, 400, 404, 5));
        assertThat(feed(3)).isNull();
    }

    @Test
    void shouldOpenANewRowWhenTheTypeChangesAndForSingletons() {
        // When
        append(CoreEvents.WOKEN, "{\"incarnationId\":\"i\"}", Map.of());
        append(CoreEvents.WOKEN, "{\"incarnationId\":\"j\"}", Map.of());
        append("a", "1", Map.of());
        append("b", "1", Map.of());
        append("a", "1", Map.of());

        // Then
        assertThat(List.of(0, 1, 2, 3, 4)).allSatisfy(row -> assertThat(feed(row))
                .isNotNull()
                .extracting(FeedRow::count)
                .isEqualTo(1));
    }

    @ParameterizedTest
    @CsvSource({
        "ce_specversion, 0.3",
        "ce_type, ''",
        "ce_idempotencykey, ' '",
        "ce_expectedoffset, many",
        "ce_expectedoffset, -2",
    })
    void shouldQuarantineABrokenEnvelope(String header, String value) {
        // When
        append("a", "1", Map.of(header, value));

        // Then
        assertThat(verdicts).containsExactly(QUARANTINED);
        assertThat(store(StockTopology.STREAMS).approximateNumEntries()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"orders/7", "/orders/", "/a/../b"})
    void shouldQuarantineAKeyThatIsNoPath(String key) {
        // When
        append(key, "a", "1", Map.of());

        // Then
        assertThat(verdicts).containsExactly(QUARANTINED);
    }

    private static Properties settings() {
        Properties settings = new Properties();
        settings.put(StreamsConfig.STATE_DIR_CONFIG, "target/test-state"); // Kafka Streams warns of a temporary folder
        return settings;
    }

    private void append(String type, String payload, Map<String, String> headers) {
        append(PATH, type, payload, headers);
    }

    private void append(String path, String type, String payload, Map<String, String> extensions) {
        Headers headers = new RecordHeaders();
        headers.add("ce_specversion", utf8("1.0"));
        headers.add("ce_type", utf8(type));
        extensions.forEach((name, value) -> headers.add(name, utf8(value)));
        topic.pipeInput(new TestRecord<>(utf8(path), utf8(payload), headers, TIME));
    }

    private @Nullable String mirror(long index) {
        byte[] row = store(StockTopology.MIRROR).get(RowKey.of(utf8(PATH), index));
        return row == null ? null : new String(row, StandardCharsets.UTF_8);
    }

    private @Nullable FeedRow feed(long number) {
        byte[] row = store(StockTopology.FEED).get(RowKey.of(utf8(PATH), number));
        return row == null ? null : FeedRow.read(ByteBuffer.wrap(row));
    }

    private StreamRow stream() {
        return StreamRow.fromBytes(store(StockTopology.STREAMS).get(utf8(PATH)));
    }

    private KeyValueStore<byte[], byte[]> store(String name) {
        return driver.getKeyValueStore(name);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
