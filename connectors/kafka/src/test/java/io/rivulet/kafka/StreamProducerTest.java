package io.rivulet.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rivulet.api.EventInput;
import io.rivulet.api.EventInput.Source;
import io.rivulet.api.Payload;
import io.rivulet.api.StreamPath;
import io.rivulet.kafka.ReadRecord.Flawed;
import io.rivulet.kafka.ReadRecord.Offered;
import io.rivulet.wire.Flaw;
import io.rivulet.wire.Partitions;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** What is laid into records, and how it is read again. */
class StreamProducerTest {

    private static final int PARTITIONS = 5;
    private static final StreamPath PATH = new StreamPath("/orders/\u00e4 17");

    private final MockProducer<byte[], byte[]> kafka =
            new MockProducer<>(cluster(), false, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final StreamProducer producer = new StreamProducer(kafka, "t", "/test", () -> Instant.EPOCH, new Random(1));
    private final RecordReader reader = new RecordReader("record", PARTITIONS);

    @Test
    void shouldReadWhatItWrote() {
        EventInput event = new EventInput(
                "order.placed", Payload.json("{\"a\": 1.50}"), "{\"m\":1}", new Source("s", "2"), "k", -1L);
        CompletableFuture<Written> written = producer.append(PATH, event);
        assertThat(written).as("not before it is acknowledged").isNotDone();
        kafka.completeNext();

        Offered offered = (Offered) reader.read(consumed(kafka.history().get(0), 7));
        assertThat(written.join().partition()).isEqualTo(Partitions.of(PATH.toKey(), PARTITIONS));
        assertThat(offered.path()).isEqualTo(PATH);
        assertThat(offered.type()).isEqualTo("order.placed");
        assertThat(offered.payload()).isEqualTo(event.payload());
        assertThat(offered.metadata()).isEqualTo("{\"m\":1}");
        assertThat(offered.source()).isEqualTo(new Source("s", "2"));
        assertThat(offered.idempotencyKey()).isEqualTo("k");
        assertThat(offered.expectedOffset()).isEqualTo(-1);
        assertThat(offered.batch()).isNull();
        assertThat(offered.offset()).isEqualTo(7);
        assertThat(offered.createdAt()).isEqualTo(Instant.ofEpochMilli(99));
    }

    @Test
    void shouldWriteABatchInOrderUnderOneId() {
        List<CompletableFuture<Written>> written = producer.append(
                PATH, IntStream.range(0, 3).mapToObj(i -> event("t" + i)).toList());
        assertThat(written).hasSize(3);

        List<Offered> offered = kafka.history().stream()
                .map(record -> (Offered) reader.read(consumed(record, 0)))
                .toList();
        assertThat(offered).extracting(Offered::type).containsExactly("t0", "t1", "t2");
        assertThat(offered).extracting(each -> each.batch().index()).containsExactly(0, 1, 2);
        assertThat(offered).extracting(each -> each.batch().size()).containsOnly(3);
        assertThat(offered.stream().map(each -> each.batch().id()).distinct()).hasSize(1);
        assertThat(offered.stream().map(Offered::id).distinct()).hasSize(3);
    }

    @Test
    void shouldWriteNothingOfABatchThatNobodyCouldRead() {
        List<EventInput> batch = List.of(event("t"), new EventInput("t", null, "[]", null, null, null));

        assertThatThrownBy(() -> producer.append(PATH, batch)).hasMessageContaining("metadata");
        assertThatThrownBy(() -> producer.append(PATH, Collections.nCopies(10_001, event("t"))))
                .hasMessageContaining("10000");
        assertThat(kafka.history()).isEmpty();
    }

    @Test
    void shouldTellWhatCouldNotBeWritten() {
        CompletableFuture<Written> written = producer.append(PATH, event("t"));
        kafka.errorNext(new IllegalStateException("the broker's own"));

        assertThatThrownBy(written::join).hasRootCauseMessage("the broker's own");
    }

    @Test
    void shouldReadARecordOfAForeignProducer() {
        byte[] key = PATH.toKey();
        Offered offered =
                (Offered) reader.read(new ConsumerRecord<>("t", Partitions.of(key, PARTITIONS), 3, key, null));

        assertThat(offered.type()).isEqualTo("record");
        assertThat(offered.payload()).isNull();
        assertThat(offered.expectedOffset()).isNull();
        assertThat(offered.source()).isNull();
    }

    @Test
    void shouldTellFlawsAsTheFoldDoes() {
        int partition = Partitions.of(PATH.toKey(), PARTITIONS);
        ConsumerRecord<byte[], byte[]> broken = new ConsumerRecord<>("t", partition, 4, PATH.toKey(), null);
        broken.headers().add("ce_expectedoffset", new byte[] {'x'});

        assertThat(reader.read(new ConsumerRecord<>("t", 0, 1, null, null))).isEqualTo(new Flawed(0, 1, Flaw.NO_KEY));
        assertThat(reader.read(new ConsumerRecord<>("t", 0, 2, new byte[] {'a'}, null)))
                .isEqualTo(new Flawed(0, 2, Flaw.BAD_KEY));
        assertThat(reader.read(new ConsumerRecord<>("t", partition + 1, 3, PATH.toKey(), null)))
                .isEqualTo(new Flawed(partition + 1, 3, Flaw.WRONG_PARTITION));
        assertThat(reader.read(broken)).isEqualTo(new Flawed(partition, 4, Flaw.BAD_EXPECTED_OFFSET));
    }

    @Test
    void shouldInsistOnWhatKeepsEventsSafe() {
        assertThat(ProducerSettings.of(Map.of("linger.ms", 5)))
                .containsEntry("acks", "all")
                .containsEntry("enable.idempotence", "true")
                .containsEntry("linger.ms", 5);
        assertThat(ProducerSettings.of(Map.of("acks", "-1"))).containsEntry("acks", "-1");
        assertThatThrownBy(() -> ProducerSettings.of(Map.of("acks", 1))).hasMessageContaining("acks must be all");
        assertThatThrownBy(() -> ProducerSettings.of(Map.of("enable.idempotence", false)))
                .hasMessageContaining("enable.idempotence");
    }

    private static EventInput event(String type) {
        return EventInput.of(type, Payload.json("{}"));
    }

    private static ConsumerRecord<byte[], byte[]> consumed(ProducerRecord<byte[], byte[]> record, long offset) {
        return new ConsumerRecord<>(
                record.topic(),
                record.partition(),
                offset,
                99,
                TimestampType.LOG_APPEND_TIME,
                record.key().length,
                record.value().length,
                record.key(),
                record.value(),
                record.headers(),
                Optional.empty());
    }

    private static Cluster cluster() {
        Node broker = new Node(0, "h", 1);
        List<PartitionInfo> partitions = IntStream.range(0, PARTITIONS)
                .mapToObj(i -> new PartitionInfo("t", i, broker, new Node[] {broker}, new Node[] {broker}))
                .toList();
        return new Cluster("c", List.of(broker), partitions, Set.of(), Set.of());
    }
}
