package io.rivulet.engine.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rivulet.api.StreamPath;
import io.rivulet.engine.fold.MirrorRow;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RoundRobinPartitioner;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicOutletsTest {

    private final MockProducer<byte[], byte[]> producer = new MockProducer<>(
            false, new RoundRobinPartitioner(), new ByteArraySerializer(), new ByteArraySerializer());
    private final TopicOutlets outlets =
            new TopicOutlets(producer, List.of("lake", "out-*"), Set.of("rivulet-default", "out-of-bounds"));

    @Test
    void shouldPublishWithTheKeyAndTheEnvelope() {
        var published = outlets.to("out-1").deliver(delivery()).toCompletableFuture();
        assertThat(published).isNotDone();
        producer.completeNext();
        assertThat(published).isNotDone();
        producer.completeNext();
        assertThat(published).isCompleted();

        assertThat(producer.history()).extracting(ProducerRecord::topic).containsExactly("out-1", "out-1");
        ProducerRecord<byte[], byte[]> first = producer.history().get(0);
        assertThat(first.partition()).isNull();
        assertThat(text(first.key())).isEqualTo("/a");
        assertThat(text(first.value())).isEqualTo("{\"n\":1}");
        assertThat(header(first, "ce_id")).isEqualTo("default/a@7");
        assertThat(header(first, "ce_type")).isEqualTo("t");
        assertThat(header(first, "ce_idempotencykey")).isEqualTo("k");
        assertThat(header(first, "ce_metadata")).isEqualTo("{\"m\":{\"x\":1}}");
        assertThat(header(first, "ce_processor")).contains("\"slug\":\"s\"");
        assertThat(header(first, "ce_time")).startsWith("2026-01-31T10:00:00");
    }

    @Test
    void shouldFailWhenARecordIsNotTaken() {
        var published = outlets.to("lake").deliver(delivery()).toCompletableFuture();
        producer.completeNext();
        producer.errorNext(new KafkaException("no leader"));

        assertThat(published).isCompletedExceptionally();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rivulet-default", "out-of-bounds", "other", "lakes"})
    void shouldPublishOnlyWhereTheSettingsAllowIt(String topic) {
        assertThatThrownBy(() -> outlets.to(topic))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(topic);
    }

    private static Delivery delivery() {
        return new Delivery("default", StreamPath.normalise("/a"), "k", "1-x", List.of(event(7), event(9)));
    }

    private static MirrorRow event(long offset) {
        byte[] envelope =
                bytes("{\"offset\":" + offset + ",\"index\":0,\"type\":\"t\",\"createdAt\":\"2026-01-31T10:00:00.000Z\""
                        + ",\"idempotencyKey\":\"k\",\"source\":{\"processor\":{\"slug\":\"s\",\"version\":\"1\"}}"
                        + ",\"metadata\":{\"m\":{\"x\":1}}");
        byte[] payload = bytes("{\"n\":1}");
        ByteBuffer row = ByteBuffer.allocate(8 + 1 + 4 + envelope.length + payload.length);
        row.putLong(offset).put((byte) 1).putInt(envelope.length).put(envelope).put(payload);
        return new MirrorRow(0, row.array());
    }

    private static String header(ProducerRecord<byte[], byte[]> record, String name) {
        return text(record.headers().lastHeader(name).value());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
