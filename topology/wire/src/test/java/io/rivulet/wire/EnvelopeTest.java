package io.rivulet.wire;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeTest {

    private final Envelope envelope = new Envelope("record");

    @Test
    void shouldTakeARecordWithoutHeadersForAnEventOfTheDefaultType() {
        assertThat(envelope.read(new RecordHeaders())).isNull();

        assertThat(envelope.type().name()).isEqualTo("record");
        assertThat(envelope.type().isCore()).isFalse();
        assertThat(envelope.id()).isNull();
        assertThat(envelope.idempotencyKey()).isNull();
        assertThat(envelope.contentType()).isNull();
        assertThat(envelope.metadata()).isNull();
        assertThat(envelope.processor()).isNull();
        assertThat(envelope.expectedOffset()).isEqualTo(Envelope.NO_EXPECTATION);
        assertThat(envelope.isBatched()).isFalse();
        assertThat(envelope.batchSize()).isEqualTo(1);
        assertThat(envelope.batchIndex()).isZero();
    }

    @Test
    void shouldForgetTheRecordBefore() {
        // Given
        Headers full = headers(
                "ce_type",
                "t",
                "ce_id",
                "i",
                "ce_idempotencykey",
                "k",
                "content-type",
                "text/plain",
                "ce_metadata",
                "{}");
        full.add("ce_processor", bytes("{}")).add("ce_expectedoffset", bytes("3"));
        full.add("ce_batchid", bytes("b")).add("ce_batchsize", bytes("2")).add("ce_batchindex", bytes("1"));
        assertThat(envelope.read(full)).isNull();

        // When, then
        shouldTakeARecordWithoutHeadersForAnEventOfTheDefaultType();
    }

    static Stream<Arguments> flaws() {
        String longName = "x".repeat(4097);
        return Stream.of(
                arguments(Flaw.BAD_SPEC_VERSION, headers("ce_specversion", "0.3")),
                arguments(Flaw.BAD_SPEC_VERSION, headers("ce_specversion", "1.0 ")),
                arguments(Flaw.BAD_SPEC_VERSION, headers("ce_specversion", "")),
                arguments(Flaw.BAD_TYPE, headers("ce_type", "")),
                arguments(Flaw.BAD_TYPE, headers("ce_type", longName)),
                arguments(Flaw.BAD_TYPE, header("ce_type", new byte[] {'t', (byte) 0xC3})),
                arguments(Flaw.BAD_IDEMPOTENCY_KEY, headers("ce_idempotencykey", "")),
                arguments(Flaw.BAD_IDEMPOTENCY_KEY, headers("ce_idempotencykey", " \t\u2003 ")),
                arguments(Flaw.BAD_IDEMPOTENCY_KEY, headers("ce_idempotencykey", longName)),
                arguments(Flaw.BAD_IDEMPOTENCY_KEY, header("ce_idempotencykey", new byte[] {(byte) 0xFF})),
                arguments(Flaw.BAD_EXPECTED_OFFSET, headers("ce_expectedoffset", "")),
                arguments(Flaw.BAD_EXPECTED_OFFSET, headers("ce_expectedoffset", "-2")),
                arguments(Flaw.BAD_EXPECTED_OFFSET, headers("ce_expectedoffset", "-01")),
                arguments(Flaw.BAD_EXPECTED_OFFSET, headers("ce_expectedoffset", "+1")),
                arguments(Flaw.BAD_EXPECTED_OFFSET, headers("ce_expectedoffset", " 1")),
                arguments(Flaw.BAD_EXPECTED_OFFSET, headers("ce_expectedoffset", "1e3")),
                arguments(Flaw.BAD_EXPECTED_OFFSET, headers("ce_expectedoffset", "\u0661")),
                arguments(Flaw.BAD_EXPECTED_OFFSET, headers("ce_expectedoffset", "9223372036854775808")),
                arguments(Flaw.BAD_EXPECTED_OFFSET, headers("ce_expectedoffset", "18446744073709551616")),
                arguments(Flaw.BAD_EXPECTED_OFFSET, headers("ce_expectedoffset", "9".repeat(400))),
                arguments(Flaw.BAD_METADATA, headers("ce_metadata", "")),
                arguments(Flaw.BAD_METADATA, headers("ce_metadata", "[]")),
                arguments(Flaw.BAD_METADATA, headers("ce_metadata", "{\"a\":1")),
                arguments(Flaw.BAD_METADATA, headers("ce_metadata", "{} {}")),
                arguments(Flaw.BAD_METADATA, headers("ce_metadata", "{\"a\":1,\"a\":1}")),
                arguments(Flaw.BAD_METADATA, headers("ce_metadata", "\uFEFF{}")),
                arguments(Flaw.BAD_METADATA, header("ce_metadata", "{}".getBytes(UTF_16LE))),
                arguments(Flaw.BAD_METADATA, header("ce_metadata", new byte[] {'{', '"', (byte) 0xFF, '"', ':', '1', '}'
                })),
                arguments(Flaw.BAD_PROCESSOR, headers("ce_processor", "null")),
                arguments(Flaw.BAD_PROCESSOR, headers("ce_processor", "{\"slug\":1}")),
                arguments(Flaw.BAD_PROCESSOR, headers("ce_processor", "{\"slug\":\"s\",\"name\":\"n\"}")),
                arguments(Flaw.BAD_PROCESSOR, headers("ce_processor", "{\"slug\":{\"version\":\"1\"}}")),
                arguments(Flaw.BAD_BATCH, headers("ce_batchid", "b")),
                arguments(Flaw.BAD_BATCH, headers("ce_batchsize", "1", "ce_batchindex", "0")),
                arguments(Flaw.BAD_BATCH, batch("", "1", "0")),
                arguments(Flaw.BAD_BATCH, batch("b".repeat(257), "1", "0")),
                arguments(Flaw.BAD_BATCH, batch("b", "0", "0")),
                arguments(Flaw.BAD_BATCH, batch("b", "2", "2")),
                arguments(Flaw.BAD_BATCH, batch("b", "2", "-1")),
                arguments(Flaw.BAD_BATCH, batch("b", "2147483648", "0")),
                arguments(Flaw.BAD_BATCH, batch("b", "4294967297", "0")));
    }

    @ParameterizedTest
    @MethodSource("flaws")
    void shouldSayWhatIsWrong(Flaw flaw, Headers headers) {
        assertThat(envelope.read(headers)).isEqualTo(flaw);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "-1, -1", "007, 7", "9223372036854775807, 9223372036854775807"})
    void shouldReadAnExpectedOffset(String text, long offset) {
        assertThat(envelope.read(headers("ce_expectedoffset", text))).isNull();

        assertThat(envelope.expectedOffset()).isEqualTo(offset);
    }

    @Test
    void shouldReadAHugeBatchSize() {
        assertThat(envelope.read(batch("b", "2147483647", "2147483646"))).isNull();

        assertThat(envelope.batchSize()).isEqualTo(Integer.MAX_VALUE);
        assertThat(envelope.batchIndex()).isEqualTo(Integer.MAX_VALUE - 1);
    }

    /** EV-4, stripped as an append over HTTP is. */
    @ParameterizedTest
    @ValueSource(strings = {"k", " k", "k\t\n", "\u2003k\u3000", "a b", "\u00A0k", "\u0001", "\u001Fk\u001C", "ключ"})
    void shouldStripTheIdempotencyKeyAsJavaDoes(String key) {
        assertThat(envelope.read(headers("ce_idempotencykey", key))).isNull();

        assertThat(envelope.idempotencyKey()).isEqualTo(bytes(key.strip()));
    }

    @Test
    void shouldTakeTheLastOfHeadersThatStandTwice() {
        Headers twice =
                headers("ce_type", "first", "ce_expectedoffset", "1", "ce_type", "last", "ce_expectedoffset", "2");
        twice.add("ce_type", null);

        assertThat(envelope.read(twice)).isNull();

        assertThat(envelope.type().name()).isEqualTo("last");
        assertThat(envelope.expectedOffset()).isEqualTo(2);
    }

    @Test
    void shouldWantEveryHeaderThatStandsTwiceToBeSound() {
        assertThat(envelope.read(headers("ce_type", "", "ce_type", "last"))).isEqualTo(Flaw.BAD_TYPE);
    }

    @Test
    void shouldIgnoreWhatIsNotOurs() {
        Headers foreign = headers("CE_TYPE", "", "ce_subject", "s", "ce_time", "yesterday", "ce_source", "", "x", "y");
        foreign.add("ce_batchid", null);

        assertThat(envelope.read(foreign)).isNull();

        assertThat(envelope.type().name()).isEqualTo("record");
    }

    @Test
    void shouldNameManyMoreTypesThanItRemembers() {
        for (int i = 0; i < 10_000; i++) {
            String type = "t" + i % 5000;
            assertThat(envelope.read(headers("ce_type", type))).isNull();
            assertThat(envelope.type()).hasToString(type).isEqualTo(EventType.of(type));
        }
    }

    /** EV-6. */
    @ParameterizedTest
    @CsvSource({"io.rivulet.stream.paused, true", "io.rivulet.stream., true", "io.rivulet.streams, false"})
    void shouldKnowTheStreamsOwnFamily(String type, boolean isCore) {
        assertThat(EventType.of(type).isCore()).isEqualTo(isCore);
    }

    static Headers headers(String... namesAndValues) {
        Headers headers = new RecordHeaders();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            headers.add(namesAndValues[i], bytes(namesAndValues[i + 1]));
        }
        return headers;
    }

    private static Headers header(String name, byte[] value) {
        return new RecordHeaders().add(name, value);
    }

    private static Headers batch(String id, String size, String index) {
        return headers("ce_batchid", id, "ce_batchsize", size, "ce_batchindex", index);
    }

    static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
