package io.rivulet.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * A program that knows nothing of Rivulet and writes JSON by key, without headers. It remembers what it wrote, and how long it
 * waited for an acknowledgement at the most.
 */
final class ForeignProducer implements AutoCloseable {

    private static final List<String> KINDS = List.of("order.created", "order.paid", "order.shipped");

    private final String topic;
    private final int keys;
    private final KafkaProducer<String, String> producer;
    private final Map<String, List<String>> written = new LinkedHashMap<>();
    private final AtomicLong longestNanos = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private long count;
    private volatile boolean isStopped;

    ForeignProducer(String bootstrapServers, String topic, int keys) {
        this.topic = topic;
        this.keys = keys;
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "linger.ms", "5"),
                new StringSerializer(),
                new StringSerializer());
    }

    /** Writes so many records, and waits until they are there. */
    void write(long records) {
        for (long i = 0; i < records; i++) {
            send();
        }
        producer.flush();
    }

    /** Goes on writing on a thread of its own until it is stopped. */
    CompletableFuture<Void> goOn() {
        return CompletableFuture.runAsync(() -> {
            while (!isStopped) {
                write(20);
            }
        });
    }

    void stop() {
        isStopped = true;
    }

    private void send() {
        String key = "order-" + count % keys;
        String value = "{ \"n\": " + count + ", \"kind\": \"" + KINDS.get((int) (count / keys % KINDS.size())) + "\" }";
        count++;
        written.computeIfAbsent(key, none -> new ArrayList<>()).add(value);
        long sent = System.nanoTime();
        var unused = producer.send(new ProducerRecord<>(topic, key, value), (metadata, failure) -> {
            longestNanos.accumulateAndGet(System.nanoTime() - sent, Math::max);
            if (failure != null) {
                failures.incrementAndGet();
            }
        });
    }

    /** The values by key, in their order. Only while it does not write. */
    Map<String, List<String>> written() {
        return written;
    }

    long count() {
        return count;
    }

    long failures() {
        return failures.get();
    }

    long longestMillis() {
        return longestNanos.get() / 1_000_000;
    }

    /** The kind that a value names. */
    static String kindOf(String value) {
        return KINDS.stream().filter(value::contains).findFirst().orElseThrow();
    }

    @Override
    public void close() {
        producer.close();
    }
}
