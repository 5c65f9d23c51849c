package io.rivulet.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.rivulet.api.EventInput;
import io.rivulet.api.Payload;
import io.rivulet.wire.RecordWriter.BatchPosition;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is written is what is read, and what is read can be written: random inputs, the seed in every failure. */
class EnvelopeRoundTripTest {

    private static final int SEEDS = 3000;
    private static final List<String> NAMES = List.of(
            "ce_type",
            "ce_id",
            "ce_idempotencykey",
            "ce_expectedoffset",
            "ce_specversion",
            "ce_metadata",
            "ce_processor",
            "ce_batchid",
            "ce_batchsize",
            "ce_batchindex",
            "content-type",
            "x");
    private static final List<String> VALUES = List.of(
            "",
            " ",
            "1.0",
            "0",
            "1",
            "2",
            "-1",
            "99999999999999999999",
            "{}",
            "{\"slug\":\"s\"}",
            "{\"a\":[1,{}]}",
            "[]",
            "k",
            " k\n",
            "text/plain",
            "ключ",
            "\uD83D\uDE00");

    private final RecordWriter writer = new RecordWriter("topic", "//node/1");
    private final Envelope envelope = new Envelope("record");

    @Test
    void shouldReadWhatWasWritten() {
        forEachSeed(random -> {
            // Given
            EventInput input = input(random);
            BatchPosition batch =
                    random.nextBoolean() ? null : new BatchPosition(text(random, 36), 5, random.nextInt(5));
            String id = text(random, 40);

            // When
            ProducerRecord<byte[], byte[]> record =
                    writer.write(2, "/a".getBytes(UTF_8), input, id, Instant.EPOCH, batch);

            // Then
            assertThat(envelope.read(record.headers())).isNull();
            assertThat(record.topic() + record.partition() + record.timestamp()).isEqualTo("topic2null");
            assertThat(record.key()).isEqualTo("/a".getBytes(UTF_8));
            assertSame(input, record.value());
            assertThat(envelope.id()).isEqualTo(id.getBytes(UTF_8));
            assertThat(envelope.isBatched()).isEqualTo(batch != null);
            if (batch != null) {
                assertThat(envelope.batchId()).isEqualTo(batch.id().getBytes(UTF_8));
                assertThat(envelope.batchSize()).isEqualTo(batch.size());
                assertThat(envelope.batchIndex()).isEqualTo(batch.index());
            }
        });
    }

    @Test
    void shouldWriteAgainWhatItReads() {
        forEachSeed(random -> {
            // Given
            Headers headers = garbage(random);

            // When
            Flaw flaw = envelope.read(headers);

            // Then
            if (flaw == null) {
                EventInput input = readBack();
                headers = writer.write(0, new byte[0], input, "i", Instant.EPOCH, null)
                        .headers();
                assertThat(envelope.read(headers)).isNull();
                assertSame(
                        input, input.payload() == null ? null : input.payload().bytes());
            }
        });
    }

    private static void forEachSeed(Consumer<RandomGenerator> property) {
        for (long seed = 0; seed < SEEDS; seed++) {
            try {
                property.accept(RandomGeneratorFactory.of("L64X128MixRandom").create(seed));
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
            }
        }
    }

    private void assertSame(EventInput input, byte @Nullable [] value) {
        assertThat(envelope.type().name()).isEqualTo(input.type());
        assertText(envelope.idempotencyKey(), input.idempotencyKey());
        assertText(envelope.metadata(), input.metadata());
        assertThat(envelope.expectedOffset())
                .isEqualTo(input.expectedOffset() == null ? Envelope.NO_EXPECTATION : input.expectedOffset());
        assertThat(envelope.processor() == null).isEqualTo(input.source() == null);
        Payload payload = input.payload();
        assertThat(value).isEqualTo(payload == null ? null : payload.bytes());
        assertText(envelope.contentType(), payload == null ? null : payload.contentType());
    }

    private static void assertText(byte @Nullable [] actual, @Nullable String expected) {
        assertThat(actual).isEqualTo(expected == null ? null : expected.getBytes(UTF_8));
    }

    private static EventInput input(RandomGenerator random) {
        return new EventInput(
                text(random, 1024),
                maybe(random, new Payload(oneOf(List.of(Payload.JSON, "text/plain", "x"), random), bytes(random))),
                maybe(random, "{\"a\" : [1, \"ü\"]}"),
                maybe(random, new EventInput.Source(maybe(random, text(random, 9)), maybe(random, text(random, 9)))),
                maybe(random, "k" + text(random, 1000)),
                maybe(random, random.nextLong(-1, Long.MAX_VALUE)));
    }

    private static Headers garbage(RandomGenerator random) {
        Headers headers = new RecordHeaders();
        for (int i = random.nextInt(6); i > 0; i--) {
            byte[] value = random.nextInt(8) == 0
                    ? bytes(random)
                    : oneOf(VALUES, random).getBytes(UTF_8);
            headers.add(oneOf(NAMES, random), maybe(random, value));
        }
        return headers;
    }

    private EventInput readBack() {
        byte[] key = envelope.idempotencyKey();
        byte[] metadata = envelope.metadata();
        byte[] contentType = envelope.contentType();
        return new EventInput(
                envelope.type().name(),
                contentType == null || new String(contentType, UTF_8).contains("\uFFFD")
                        ? null
                        : new Payload(new String(contentType, UTF_8), new byte[] {1}),
                metadata == null ? null : new String(metadata, UTF_8),
                envelope.processor() == null ? null : new EventInput.Source("s", null),
                key == null ? null : new String(key, UTF_8),
                envelope.expectedOffset() == Envelope.NO_EXPECTATION ? null : envelope.expectedOffset());
    }

    /** From 1 to so many characters of all planes, control characters and white space among them. */
    private static String text(RandomGenerator random, int most) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(1, random.nextInt(1, most + 1) + 1);
        while (text.length() < length) {
            int bound = oneOf(List.of(0x21, 0x80, 0x800, 0x10000, 0x110000), random);
            int next = random.nextInt(bound);
            if (next < 0xD800 || (next > 0xDFFF && text.length() + Character.charCount(next) <= length)) {
                text.appendCodePoint(next);
            }
        }
        return text.toString();
    }

    private static byte[] bytes(RandomGenerator random) {
        byte[] bytes = new byte[random.nextInt(20)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static <T> @Nullable T maybe(RandomGenerator random, T value) {
        return random.nextInt(4) == 0 ? null : value;
    }

    private static <T> T oneOf(List<T> all, RandomGenerator random) {
        return all.get(random.nextInt(all.size()));
    }
}
