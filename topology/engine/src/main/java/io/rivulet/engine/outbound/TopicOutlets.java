package io.rivulet.engine.outbound;

import io.rivulet.api.Event;
import io.rivulet.api.EventInput;
import io.rivulet.api.StreamId;
import io.rivulet.engine.fold.MirrorRow;
import io.rivulet.wire.RecordWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/**
 * Publishes accepted events to topics of Kafka's, with the key and the envelope of a namespace's topic: refused records and
 * duplicates are not among them, and the events of a stream are in their order. Any thread.
 *
 * <p>The id of a record, {@code ce_id}, is the {@linkplain Delivery#deduplicationId deduplication id}: a batch may come again.
 */
public final class TopicOutlets {

    private static final int WIDTH = 4;

    private final Producer<byte[], byte[]> producer;
    private final List<String> allowed;
    private final Set<String> forbidden;

    /**
     * @param producer acknowledged by all replicas, in order; closed by whoever made it
     * @param allowed names of topics, or beginnings of names with an asterisk
     * @param forbidden the topics of namespaces: a stream that publishes into its own would never end
     */
    public TopicOutlets(Producer<byte[], byte[]> producer, Collection<String> allowed, Collection<String> forbidden) {
        this.producer = producer;
        this.allowed = List.copyOf(allowed);
        this.forbidden = Set.copyOf(forbidden);
    }

    /**
     * The way to a topic.
     *
     * @throws IllegalArgumentException if the settings do not allow it
     */
    public Outlet to(String topic) {
        if (forbidden.contains(topic)) {
            throw new IllegalArgumentException(
                    "The topic " + topic + " is a namespace's; events are appended there, not published");
        }
        if (allowed.stream().noneMatch(pattern -> matches(pattern, topic))) {
            throw new IllegalArgumentException("The setting outbound.topics does not allow the topic " + topic);
        }
        return new ToTopic(topic);
    }

    private static boolean matches(String pattern, String topic) {
        return pattern.endsWith("*")
                ? topic.startsWith(pattern.substring(0, pattern.length() - 1))
                : topic.equals(pattern);
    }

    /** One topic. */
    private final class ToTopic implements Outlet {

        private final String topic;

        ToTopic(String topic) {
            this.topic = topic;
        }

        @Override
        public String kind() {
            return "topic";
        }

        @Override
        public String share() {
            return "topic " + topic;
        }

        @Override
        public int width() {
            return WIDTH;
        }

        @Override
        public CompletionStage<?> deliver(Delivery delivery) {
            StreamId stream = new StreamId(delivery.namespace(), delivery.path());
            RecordWriter writer = new RecordWriter(topic, "/rivulet/" + delivery.namespace());
            List<CompletableFuture<Void>> sent = new ArrayList<>();
            for (MirrorRow row : delivery.events()) {
                sent.add(send(record(writer, delivery, EventDecoder.decode(stream, row), row)));
            }
            return CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new));
        }

        private ProducerRecord<byte[], byte[]> record(
                RecordWriter writer, Delivery delivery, Event event, MirrorRow row) {
            ProducerRecord<byte[], byte[]> laid = writer.write(
                    0,
                    delivery.path().toKey(),
                    new EventInput(
                            event.type(),
                            event.payload(),
                            event.metadata(),
                            event.source(),
                            event.idempotencyKey(),
                            null),
                    delivery.deduplicationId(row),
                    event.createdAt(),
                    null);
            // Which partition it is, the topic's own number of them decides.
            return new ProducerRecord<>(topic, null, laid.timestamp(), laid.key(), laid.value(), laid.headers());
        }

        /** What becomes of a record, its callback tells; the future that Kafka returns tells nothing more. */
        @SuppressWarnings("FutureReturnValueIgnored")
        private CompletableFuture<Void> send(ProducerRecord<byte[], byte[]> record) {
            CompletableFuture<Void> sent = new CompletableFuture<>();
            try {
                producer.send(record, (metadata, failure) -> {
                    if (failure == null) {
                        sent.complete(null);
                    } else {
                        sent.completeExceptionally(failure);
                    }
                });
            } catch (KafkaException e) {
                sent.completeExceptionally(e);
            }
            return sent;
        }
    }
}
