package io.rivulet.engine.fold;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.rivulet.api.CoreEvents;
import io.rivulet.testkit.FoldRun;
import io.rivulet.testkit.LogBuilder;
import io.rivulet.wire.RecordForm;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is encoded into a row is what is decoded from it. */
class RowEncodingTest {

    private final LogBuilder log = new LogBuilder();

    @Test
    void shouldRestoreAStreamWithAllThatItHas() {
        // Given
        log.skip(1000).time(-5);
        log.at("/Größe")
                .type(CoreEvents.WOKEN)
                .payload("{\"incarnationId\":\"ï\"}")
                .add();
        log.at("/Größe")
                .type(CoreEvents.CONFIGURED)
                .payload("{\"config\":{\"ü\":[1]}}")
                .add();
        log.at("/Größe")
                .type(CoreEvents.METADATA_UPDATED)
                .payload("{\"metadata\":{\"a\":\"€\"}}")
                .add();
        log.at("/Größe").type("t\uD83D\uDE00").add();
        log.at("/Größe").type(CoreEvents.PAUSED).payload("{\"reason\":\"ß\"}").add();
        log.at("/Größe").type("t").batch("b", 3, 0).add();

        // When
        StreamRow stream = FoldRun.of(log).rows().stream("/Größe");
        StreamRow restored = StreamRow.decode(stream.path(), encode(stream));

        // Then
        assertThat(restored.held).isNotNull();
        assertThat(restored)
                .usingRecursiveComparison()
                .as("all but who may write to it")
                .ignoringFields("held", "ownsTypes", "types.owned")
                .isEqualTo(stream);
        assertThat(encode(restored)).isEqualTo(encode(stream));
        assertThat(restored.stateJson("n", RegistryView.EMPTY)).isEqualTo(stream.stateJson("n", RegistryView.EMPTY));
        assertThat(restored.incarnation()).isEqualTo("rs--5").isEqualTo(stream.incarnation());
        assertThat(restored.openSpan()).isEqualTo(stream.openSpan());
        assertThat(restored.pathText()).isEqualTo("/Größe");
    }

    @Test
    void shouldRestoreAStreamWithoutEvents() {
        StreamRow restored = StreamRow.decode(new byte[] {'/'}, encode(new StreamRow(new byte[] {'/'})));

        assertThat(restored.isVoid()).isTrue();
        assertThat(restored.exists()).isFalse();
        assertThat(restored.headOffset()).isEqualTo(-1);
        assertThat(restored.id()).isEqualTo(-1);
        assertThat(restored.openSpan()).isNull();
        assertThat(restored.feedRows()).isZero();
    }

    @Test
    void shouldCopyAStreamSoThatTheTwoAreApart() {
        log.at("/a").add();
        StreamRow stream = FoldRun.of(log).rows().stream("/a");

        StreamRow copy = stream.copy();
        copy.count++;

        assertThat(stream.count()).isOne();
        assertThat(copy).usingRecursiveComparison().ignoringFields("count").isEqualTo(stream);
    }

    @Test
    void shouldRestoreTheRecordsOfABatch() {
        // Given
        log.time(-1)
                .at("/a")
                .noPayload()
                .header("x", (byte[]) null)
                .header("ü", "")
                .batch("b", 3, 0)
                .add();
        log.at("/a")
                .payload("text/plain", new byte[0])
                .key("k")
                .batch("b", 3, 1)
                .add();
        ConsumerRecord<byte[], byte[]> first = log.records().get(0);
        ConsumerRecord<byte[], byte[]> second = log.records().get(1);
        HeldBatch held = HeldBatch.start("b".getBytes(UTF_8), 3, first).with(second);
        Bytes out = new Bytes(1);

        // When
        held.encode(out);
        HeldBatch restored = HeldBatch.decode(new Reader(out.toArray()), first.key());

        // Then
        assertThat(restored.awaits("b".getBytes(UTF_8), 3, 2)).isTrue();
        assertThat(restored.isComplete()).isFalse();
        assertThat(restored.records()).hasSize(2);
        for (int i = 0; i < 2; i++) {
            ConsumerRecord<byte[], byte[]> expected = log.records().get(i);
            assertThat(restored.records().get(i))
                    .usingRecursiveComparison()
                    .comparingOnlyFields("offset", "timestamp", "key", "value", "headers")
                    .isEqualTo(expected);
        }
    }

    /** A batch is shared by its older holders, who must not see what the newest adds. */
    @Test
    void shouldLetAHeldBatchGrowInTwoWays() {
        log.at("/a").add().at("/a").add().at("/a").add();
        HeldBatch one = HeldBatch.start(new byte[] {1}, 3, log.records().get(0));

        HeldBatch left = one.with(log.records().get(1));
        HeldBatch right = one.with(log.records().get(2));

        assertThat(one.records()).containsExactly(log.records().get(0));
        assertThat(left.records())
                .containsExactly(log.records().get(0), log.records().get(1));
        assertThat(right.records())
                .containsExactly(log.records().get(0), log.records().get(2));
    }

    @Test
    void shouldRestoreAKeyRow() {
        long[][] rows = {{0, -1, 0}, {Long.MAX_VALUE, 3, 1L << 40}, {5, 4, 1}};
        for (long[] fields : rows) {
            KeyRow row = new KeyRow();
            row.set(fields[0], fields[1], fields[2]);
            Bytes out = new Bytes(1);
            row.encode(out);

            KeyRow restored = new KeyRow();
            restored.decode(out.toArray());

            assertThat(restored).usingRecursiveComparison().isEqualTo(row);
        }
    }

    @Test
    void shouldRestoreTheProgress() {
        log.skip(9)
                .at("/a")
                .key("k")
                .add()
                .at("/a")
                .key("k")
                .add()
                .at("/a")
                .expectedOffset(0)
                .add()
                .unkeyed()
                .add();
        Progress progress = FoldRun.of(log).progress();
        Bytes out = new Bytes(1);
        progress.encode(out);

        Progress restored = new Progress(FoldRun.SETTINGS);

        assertThat(restored.decode(out.toArray())).isTrue();
        assertThat(restored).usingRecursiveComparison().isEqualTo(progress);
        assertThat(restored.applied()).isEqualTo(12);
        assertThat(restored.refused()).isOne();
    }

    /** CS-31: rows of another version are built anew, not read. */
    @Test
    void shouldTakeNothingFromTheProgressOfAnotherVersion() {
        byte[] row = new Bytes(9).putVarint(Fold.VERSION + 1).putVarint(77).toArray();
        Progress progress = new Progress(FoldRun.SETTINGS);

        assertThat(progress.decode(row)).isFalse();
        assertThat(progress.applied()).isEqualTo(-1);
    }

    /** Nor are rows of other settings: under them the same log means something else. */
    @Test
    void shouldTakeNothingFromTheProgressOfOtherSettings() {
        Bytes row = new Bytes(9);
        FoldRun.of(log.at("/a").add()).progress().encode(row);

        assertThat(List.of(
                        new FoldSettings(2, "record", 1 << 20),
                        new FoldSettings(1, "other", 1 << 20),
                        new FoldSettings(1, "record", 1 << 19),
                        new FoldSettings(1, new RecordForm(true, "record", null, null), 1 << 20),
                        new FoldSettings(1, new RecordForm(false, "record", "type", null), 1 << 20),
                        new FoldSettings(1, new RecordForm(false, "record", null, "type"), 1 << 20)))
                .noneMatch(settings -> new Progress(settings).decode(row.toArray()));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 9, 10, 127, 128, 99_999, 1L << 35, Long.MAX_VALUE, -1, Long.MIN_VALUE})
    void shouldReadTheNumbersItWrote(long number) {
        byte[] bytes = new Bytes(1).putVarint(number).putLong(number).put(7).toArray();
        Reader in = new Reader(bytes);

        assertThat(in.readVarint()).isEqualTo(number);
        assertThat(in.readLong()).isEqualTo(number);
        assertThat(in.read()).isEqualTo(7);
        assertThat(new String(new Bytes(1).putDecimal(number).toArray(), UTF_8)).isEqualTo(Long.toString(number));
    }

    private static byte[] encode(StreamRow stream) {
        Bytes out = new Bytes(16);
        stream.encode(out);
        return out.toArray();
    }
}
