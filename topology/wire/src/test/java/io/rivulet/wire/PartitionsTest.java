package io.rivulet.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.Test;

class PartitionsTest {

    @Test
    void shouldAgreeWithEveryKafkaProducer() {
        for (int i = 0; i < 1000; i++) {
            byte[] key = ("/orders/" + i).getBytes(UTF_8);
            assertThat(Partitions.of(key, 1 + i % 50)).isEqualTo(BuiltInPartitioner.partitionForKey(key, 1 + i % 50));
        }
    }

    /** What must never change: it decides where streams lie. */
    @Test
    void shouldKeepStreamsWhereTheyAre() {
        assertThat(Partitions.of("/".getBytes(UTF_8), 12)).isZero();
        assertThat(Partitions.of("/orders/7".getBytes(UTF_8), 12)).isEqualTo(2);
        assertThat(Partitions.of("/Größe".getBytes(UTF_8), 12)).isEqualTo(1);
    }
}
