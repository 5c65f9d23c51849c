package io.rivulet.app.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A topic for one run, made like that of the namespace, and a producer with the guarantees that an append has. Closing deletes
 * the topic; so does the end of the process.
 */
final class BenchTopic implements AutoCloseable {

    private final String name;
    private final Admin admin;
    private final KafkaProducer<byte[], byte[]> producer;
    private final AtomicBoolean isClosed = new AtomicBoolean();
    private final Thread hook = new Thread(this::delete, "bench-topic");

    private BenchTopic(String name, Properties kafka) {
        this.name = name;
        admin = Admin.create(kafka);
        Properties properties = new Properties();
        properties.putAll(kafka);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        properties.put(ProducerConfig.LINGER_MS_CONFIG, "0");
        producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /**
     * Creates the topic.
     *
     * @param model the topic whose partitions and replicas it gets
     */
    static BenchTopic create(String name, String model, Properties kafka) throws InterruptedException {
        BenchTopic topic = new BenchTopic(name, kafka);
        try {
            topic.create(model);
            Runtime.getRuntime().addShutdownHook(topic.hook);
            return topic;
        } catch (RuntimeException | InterruptedException e) {
            topic.delete();
            throw e;
        }
    }

    private void create(String model) throws InterruptedException {
        TopicDescription description = Objects.requireNonNull(
                get(admin.describeTopics(List.of(model)).allTopicNames()).get(model));
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, model);
        Config config = Objects.requireNonNull(
                get(admin.describeConfigs(List.of(resource)).all()).get(resource));
        int partitions = description.partitions().size();
        short replicas = (short) description.partitions().get(0).replicas().size();
        NewTopic wanted = new NewTopic(name, Optional.of(partitions), Optional.of(replicas))
                .configs(Map.of(
                        TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG,
                        config.get(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG).value()));
        get(admin.createTopics(List.of(wanted)).all());
    }

    /** A caller that waits for the acknowledgement of each record. */
    Lane lane(byte[] key, Payloads payloads) {
        return number -> {
            try {
                producer.send(new ProducerRecord<>(name, key, payloads.get(number)))
                        .get();
            } catch (ExecutionException e) {
                throw new IOException("Kafka did not take a record: " + e.getCause(), e);
            }
        };
    }

    private void delete() {
        if (isClosed.compareAndSet(false, true)) {
            // First the producer: it would make the brokers create the topic again.
            producer.close(Duration.ZERO);
            try (admin) {
                get(admin.deleteTopics(List.of(name)).all());
            } catch (KafkaException e) {
                throw new KafkaException("The topic " + name + " may be left over: " + e.getMessage(), e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        delete();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException isEnding) {
            // The hook runs, and finds the topic deleted.
        }
    }

    private static <T> T get(KafkaFuture<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
            throw cause instanceof KafkaException kafka ? kafka : new KafkaException(cause);
        }
    }
}
