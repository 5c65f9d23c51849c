package io.rivulet.benchmarks.append;

import io.rivulet.api.EventInput;
import io.rivulet.api.StreamPath;
import io.rivulet.benchmarks.broker.Cluster;
import io.rivulet.engine.EngineSettings;
import io.rivulet.engine.KafkaSettings;
import io.rivulet.wire.Partitions;
import io.rivulet.wire.RecordWriter;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The baseline: a producer with a node's settings (acks=all, idempotent, no linger) that lays the same event into the same
 * record, headers and all, and waits for Kafka's acknowledgement.
 */
final class BareProduce implements Writer {

    static final String NAME = "bare produce";

    private static final String ID_PREFIX = "0123456789abcdef-";

    private final RecordWriter records;
    private final KafkaProducer<byte[], byte[]> producer;
    private final AtomicLong numbers = new AtomicLong();

    /** Writes into a topic that is there. */
    BareProduce(EngineSettings node, String topic) {
        records = new RecordWriter(topic, "/rivulet/benchmark");
        producer = new KafkaProducer<>(
                KafkaSettings.producer(
                        node,
                        node.namespace(node.namespaces().keySet().iterator().next())
                                .maxEventBytes()),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void write(StreamPath path, EventInput event) throws Exception {
        byte[] key = path.toKey();
        int partition = Partitions.of(key, Cluster.PARTITIONS);
        String id = ID_PREFIX + numbers.incrementAndGet();
        producer.send(records.write(partition, key, event, id, Instant.now(), null))
                .get();
    }

    @Override
    public void close() {
        producer.close();
    }
}
