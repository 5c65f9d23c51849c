package io.rivulet.kafka;

import io.rivulet.api.EventInput;
import io.rivulet.api.StreamPath;
import io.rivulet.wire.Partitions;
import io.rivulet.wire.RecordWriter;
import io.rivulet.wire.RecordWriter.BatchPosition;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Appends events to the streams of a namespace, as records that it writes itself. Thread-safe.
 *
 * <p>The future of an append says that its record is in the log, acknowledged by all in-sync replicas, <em>not</em> that it was accepted:
 * that is the fold's to decide. An idempotency key makes it harmless to append again; an expected offset is refused by the fold when the
 * stream has moved on.
 *
 * <p>A batch is all or nothing. Its records follow one another without another record of the same stream between them, as far as this
 * producer is concerned; what another writer does to it is seen by the fold, which refuses the batch ({@code interleaved}). If writing a
 * batch fails in the middle, what was written of it is never accepted ({@code torn}): append it again, as a new batch.
 */
public final class StreamProducer implements AutoCloseable {

    /** The most events of a batch that a stream takes. */
    public static final int MAX_BATCH = 10_000;

    private static final int STRIPES = 64;
    private static final int NAME_BYTES = 8;

    private final Producer<byte[], byte[]> producer;
    private final String topic;
    private final RecordWriter writer;
    private final InstantSource clock;
    private final String name;
    private final AtomicLong count = new AtomicLong();
    private final List<Object> stripes =
            Stream.generate(Object::new).limit(STRIPES).toList();

    /**
     * A producer on top of Kafka's.
     *
     * @param producer with {@link ProducerSettings}; closed with this
     * @param topic the namespace's
     * @param source a URI reference that says who writes (CloudEvents)
     * @param chance makes the ids of its records differ from those of all others
     */
    public StreamProducer(
            Producer<byte[], byte[]> producer,
            String topic,
            String source,
            InstantSource clock,
            RandomGenerator chance) {
        this.producer = producer;
        this.topic = topic;
        this.clock = clock;
        writer = new RecordWriter(topic, source);
        byte[] bytes = new byte[NAME_BYTES];
        chance.nextBytes(bytes);
        name = HexFormat.of().formatHex(bytes);
    }

    /** A producer with these settings of Kafka's, of which {@code bootstrap.servers} is one. */
    public static StreamProducer open(Map<String, ?> settings, String topic, String source) {
        return new StreamProducer(
                new KafkaProducer<>(ProducerSettings.of(settings)),
                topic,
                source,
                InstantSource.system(),
                new SecureRandom());
    }

    /** Appends an event. */
    public CompletableFuture<Written> append(StreamPath path, EventInput event) {
        return append(path, List.of(event), null).get(0);
    }

    /** Appends events of which all are accepted or none (AP-3); each future is of the event at its place. */
    public List<CompletableFuture<Written>> append(StreamPath path, List<EventInput> batch) {
        if (batch.size() > MAX_BATCH) {
            throw new IllegalArgumentException(
                    "A batch has at most " + MAX_BATCH + " events, this one has " + batch.size());
        }
        return append(path, batch, name + "-" + count.getAndIncrement());
    }

    private List<CompletableFuture<Written>> append(
            StreamPath path, List<EventInput> events, @Nullable String batchId) {
        byte[] key = path.toKey();
        int partition = Partitions.of(key, producer.partitionsFor(topic).size());
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>(events.size());
        for (EventInput event : events) {
            RecordWriter.requireReadable(event);
            BatchPosition position = batchId == null ? null : new BatchPosition(batchId, events.size(), records.size());
            records.add(writer.write(
                    partition, key, event, name + "-" + count.getAndIncrement(), clock.instant(), position));
        }
        synchronized (stripes.get(Math.floorMod(path.hashCode(), STRIPES))) {
            return records.stream().map(this::send).toList();
        }
    }

    private CompletableFuture<Written> send(ProducerRecord<byte[], byte[]> record) {
        CompletableFuture<Written> written = new CompletableFuture<>();
        var unused = producer.send(record, (metadata, failure) -> {
            if (failure == null) {
                written.complete(new Written(metadata.partition(), metadata.offset()));
            } else {
                written.completeExceptionally(failure);
            }
        });
        return written;
    }

    /** Writes what is not written yet, and ends. */
    @Override
    public void close() {
        producer.close();
    }
}
