package io.rivulet.app.node;

import io.rivulet.engine.EngineSettings;
import io.rivulet.engine.KafkaSettings;
import io.rivulet.engine.outbound.Outlet;
import io.rivulet.engine.outbound.Outlets;
import io.rivulet.engine.outbound.TopicOutlets;
import io.rivulet.webhook.WebhookSettings;
import io.rivulet.webhook.Webhooks;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Properties;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** The ways out of a node: webhooks, and topics of its own Kafka. Any thread. */
final class NodeOutlets implements Outlets {

    /** A topic that is not there holds up its worker for so long. */
    private static final String MAX_BLOCK_MILLIS = "5000";

    private final Webhooks webhooks;
    private final Producer<byte[], byte[]> producer;
    private final TopicOutlets topics;

    NodeOutlets(EngineSettings engine, WebhookSettings settings) {
        webhooks = Webhooks.start(settings, InstantSource.system());
        Properties properties = KafkaSettings.producer(engine, engine.largestEventBytes());
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MILLIS);
        producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
        topics = new TopicOutlets(
                producer, engine.outboundTopics(), engine.namespaces().values());
    }

    @Override
    public Outlet webhook(String url, @Nullable String secret) {
        return webhooks.to(url, secret);
    }

    @Override
    public Outlet topic(String topic) {
        return topics.to(topic);
    }

    @Override
    public void close() {
        webhooks.close();
        producer.close(Duration.ofSeconds(5));
    }
}
