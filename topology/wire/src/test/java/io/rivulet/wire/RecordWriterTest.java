package io.rivulet.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.rivulet.api.EventInput;
import io.rivulet.api.Payload;
import io.rivulet.wire.RecordWriter.BatchPosition;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class RecordWriterTest {

    private final RecordWriter writer = new RecordWriter("orders", "//node/1");

    @Test
    void shouldLayAnEventIntoCloudEventsHeaders() {
        // Given
        EventInput input = new EventInput(
                "placed",
                Payload.json("{\"n\": 1.50}"),
                "{\"trace\":\"t\"}",
                new EventInput.Source("ec\"ho", "1"),
                "k",
                41L);

        // When
        ProducerRecord<byte[], byte[]> record =
                writer.write(3, "/7".getBytes(UTF_8), input, "id-1", Instant.EPOCH, new BatchPosition("b", 2, 1));

        // Then
        assertThat(texts(record))
                .containsExactly(
                        "content-type=application/json",
                        "ce_specversion=1.0",
                        "ce_id=id-1",
                        "ce_type=placed",
                        "ce_source=//node/1",
                        "ce_time=1970-01-01T00:00:00Z",
                        "ce_idempotencykey=k",
                        "ce_expectedoffset=41",
                        "ce_metadata={\"trace\":\"t\"}",
                        "ce_processor={\"slug\":\"ec\\\"ho\",\"version\":\"1\"}",
                        "ce_batchid=b",
                        "ce_batchsize=2",
                        "ce_batchindex=1");
        assertThat(record.value()).isEqualTo("{\"n\": 1.50}".getBytes(UTF_8));
    }

    @Test
    void shouldLeaveOutWhatAnEventDoesNotSay() {
        ProducerRecord<byte[], byte[]> record =
                writer.write(0, new byte[] {'/'}, EventInput.of("t", null), "i", Instant.EPOCH, null);

        assertThat(texts(record))
                .containsExactly(
                        "ce_specversion=1.0",
                        "ce_id=i",
                        "ce_type=t",
                        "ce_source=//node/1",
                        "ce_time=1970-01-01T00:00:00Z");
        assertThat(record.value()).isNull();
    }

    private static List<String> texts(ProducerRecord<byte[], byte[]> record) {
        return Arrays.stream(record.headers().toArray())
                .map(header -> header.key() + "=" + new String(header.value(), UTF_8))
                .toList();
    }
}
