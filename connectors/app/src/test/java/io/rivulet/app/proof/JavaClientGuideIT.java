package io.rivulet.app.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.rivulet.api.CoreEvents;
import io.rivulet.api.EventInput;
import io.rivulet.api.Payload;
import io.rivulet.api.StreamPath;
import io.rivulet.client.ClientSettings;
import io.rivulet.client.ReadOptions;
import io.rivulet.client.RivuletClient;
import io.rivulet.client.StreamClient;
import io.rivulet.client.model.AppendResult;
import io.rivulet.client.model.AppendResult.Appended;
import io.rivulet.client.model.AppendResult.Refused;
import io.rivulet.client.model.EventPage;
import io.rivulet.client.model.StreamEvent;
import io.rivulet.client.subscription.Checkpoint;
import io.rivulet.client.subscription.Failure.Kind;
import io.rivulet.client.subscription.StatusListener;
import io.rivulet.client.subscription.StreamCopy;
import io.rivulet.client.subscription.SubscribeOptions;
import io.rivulet.client.subscription.Subscription;
import io.rivulet.client.subscription.SubscriptionStatus.Reconnecting;
import io.rivulet.client.subscription.SubscriptionStatus.Stopped;
import io.rivulet.client.subscription.SubscriptionStatus.Stuck;
import io.rivulet.client.subscription.SubscriptionStatus.Subscribed;
import io.rivulet.kafka.ReadRecord;
import io.rivulet.kafka.ReadRecord.Offered;
import io.rivulet.kafka.RecordReader;
import io.rivulet.kafka.StreamProducer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The code of docs/guides/java-client.md: run here, and the page shows the very lines between the marks. */
@ExtendWith(SharedNode.class)
class JavaClientGuideIT {

    private static final Path PAGE = Path.of("../../docs/guides/java-client.md");
    private static final Path SELF = Path.of("src/test/java/io/rivulet/app/proof/JavaClientGuideIT.java");

    private final URI uri;
    private final String brokers;

    JavaClientGuideIT(NodeUnderTest node) {
        uri = node.uri();
        brokers = node.bootstrapServers();
    }

    @Test
    void shouldAppend() {
        // guide: connect
        RivuletClient rivulet = RivuletClient.of(uri);
        StreamClient order = rivulet.stream("/guide/orders/17");
        // end

        // guide: append
        EventInput placed = EventInput.of("order.placed", Payload.json("{\"item\":\"tea\",\"sum\":12.50}"));
        Appended appended = order.append(placed.withIdempotencyKey("place-17")).orThrow();
        long offset = appended.last().offset();
        // end
        assertThat(appended.events().get(0).isDuplicate()).isFalse();
        assertThat(order.append(placed.withIdempotencyKey("place-17"))
                        .orThrow()
                        .events()
                        .get(0)
                        .isDuplicate())
                .isTrue();

        // guide: decide
        EventInput paid = EventInput.of("order.paid", Payload.json("{\"sum\":12.50}"));
        AppendResult result = order.append(paid.withExpectedOffset(offset));
        if (result instanceof Refused refused) {
            long current = refused.refusal().currentOffset();
            throw new IllegalStateException("somebody was faster: read on after " + offset + " to " + current);
        }
        // end
        assertThat(order.append(paid.withExpectedOffset(offset))).isInstanceOf(Refused.class);

        // guide: batch
        order.append(List.of(
                EventInput.of("order.packed", Payload.json("{\"box\":1}")),
                EventInput.of("order.packed", Payload.json("{\"box\":2}"))));
        // end

        // guide: read
        EventPage page = order.read(ReadOptions.FIRST.withAfter(offset).withTypes("order.paid"));
        Iterator<StreamEvent> all = order.events();
        boolean paused = order.state().paused();
        // end
        assertThat(page.events()).hasSize(1);
        List<String> types = new ArrayList<>();
        all.forEachRemaining(event -> types.add(event.type()));
        assertThat(types)
                .containsExactly(
                        "io.rivulet.stream.created", "order.placed", "order.paid", "order.packed", "order.packed");
        assertThat(paused).isFalse();
        assertThat(order.feed(0, 10).rows()).hasSize(4);
        assertThat(rivulet.streams(new StreamPath("/guide/orders"), null, 10).streams())
                .hasSize(1);

        // guide: close
        rivulet.close();
        // end
    }

    // guide: copy
    /** How many events of each type a stream has. The map and the checkpoint would be two tables and one transaction. */
    static final class Counts implements StreamCopy {

        private final Map<String, Integer> counts = new TreeMap<>();
        private Checkpoint checkpoint = Checkpoint.BEGINNING;

        @Override
        public synchronized Checkpoint checkpoint() {
            return checkpoint;
        }

        @Override
        public synchronized void ingest(List<StreamEvent> events, Checkpoint next) {
            events.forEach(event -> counts.merge(event.type(), 1, Integer::sum));
            checkpoint = next;
        }

        @Override
        public synchronized void discard(Checkpoint next) {
            counts.clear();
            checkpoint = next;
        }
    }
    // end

    @Test
    void shouldSubscribe() {
        try (RivuletClient rivulet = RivuletClient.of(ClientSettings.of(uri).withOutage(Duration.ofSeconds(30)))) {
            StreamClient order = rivulet.stream("/guide/orders/18");
            Counts counts = new Counts();
            // guide: subscribe
            StatusListener listener = status -> {
                if (status instanceof Stuck stuck) {
                    alert("somebody should look: " + stuck.failure().detail());
                } else if (status instanceof Reconnecting lost) {
                    log(lost.failure().detail() + ", again in " + lost.delay());
                }
            };
            Subscription subscription = order.subscribe(counts, listener);
            // end
            order.append(List.of(EventInput.of("order.placed", null), EventInput.of("order.paid", null)));
            Deadline.await("both are counted", () -> counts.checkpoint().index() == 2);
            assertThat(counts.counts).containsEntry("order.placed", 1).containsEntry("order.paid", 1);
            subscription.close();
        }
    }

    /** SUB-3: of two with one key, on a real node, one stops and stays where it is, until it is started again. */
    @Test
    void shouldStopWhenItsKeyIsTaken() {
        try (RivuletClient rivulet = RivuletClient.of(uri);
                RivuletClient elsewhere = RivuletClient.of(uri)) {
            StreamClient order = rivulet.stream("/guide/tills/20");
            order.append(EventInput.of("order.placed", null)).orThrow();
            Counts counts = new Counts();
            // guide: key
            StatusListener listener = status -> {
                if (status instanceof Stopped stopped) {
                    log(stopped.failure().detail());
                }
            };
            Subscription first = order.subscribe(counts, listener, SubscribeOptions.ALL.withKey("till-7"));
            // end
            first.whenSubscribed().join();
            Counts others = new Counts();
            Subscription second = elsewhere.stream(order.path())
                    .subscribe(others, StatusListener.NONE, SubscribeOptions.ALL.withKey("till-7"));
            Deadline.await("the first one stops", () -> first.status() instanceof Stopped);
            assertThat(((Stopped) first.status()).failure().kind()).isEqualTo(Kind.REPLACED);
            second.whenSubscribed().join();

            first.restart();
            first.whenSubscribed().join();
            Deadline.await("the second one stops", () -> second.status() instanceof Stopped);
            awaitConnected(counts, 3);
            assertThat(first.status()).isInstanceOf(Subscribed.class);
            List<String> facts = new ArrayList<>();
            order.events().forEachRemaining(event -> facts.add(event.type()));
            assertThat(facts)
                    .endsWith(
                            CoreEvents.SUBSCRIBER_CONNECTED,
                            CoreEvents.SUBSCRIBER_DISCONNECTED,
                            CoreEvents.SUBSCRIBER_CONNECTED,
                            CoreEvents.SUBSCRIBER_DISCONNECTED,
                            CoreEvents.SUBSCRIBER_CONNECTED);
            first.close();
            Deadline.await(
                    "the node knows that it is gone", () -> CoreEvents.SUBSCRIBER_DISCONNECTED.equals(last(order)));
        }
    }

    private static String last(StreamClient stream) {
        List<String> types = new ArrayList<>();
        stream.events().forEachRemaining(event -> types.add(event.type()));
        return types.get(types.size() - 1);
    }

    /** Waits until a copy has so many facts of subscribers that connected, which are all. */
    private static void awaitConnected(Counts copy, int times) {
        Deadline.await("there are " + times + " facts", () -> {
            synchronized (copy) {
                return copy.counts.getOrDefault(CoreEvents.SUBSCRIBER_CONNECTED, 0) == times;
            }
        });
    }

    @Test
    void shouldProduceAndConsume() {
        StreamPath path = new StreamPath("/guide/orders/19");
        // guide: produce
        try (StreamProducer producer =
                StreamProducer.open(Map.of("bootstrap.servers", brokers), "rivulet-default", "/shop")) {
            producer.append(
                            path,
                            EventInput.of("order.placed", Payload.json("{}")).withIdempotencyKey("place-19"))
                    .join();
        }
        // end
        try (RivuletClient rivulet = RivuletClient.of(uri)) {
            Deadline.await(
                    "it is judged",
                    () -> rivulet.streams(path, null, 1).streams().size() == 1);
            StreamEvent event = rivulet.stream(path).events().next();
            assertThat(event.idempotencyKey()).isEqualTo("place-19");
        }
        assertThat(consume(path)).singleElement().satisfies(offered -> assertThat(offered.idempotencyKey())
                .isEqualTo("place-19"));
    }

    private List<Offered> consume(StreamPath path) {
        List<Offered> found = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", brokers, "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor("rivulet-default").stream()
                    .map(each -> new TopicPartition(each.topic(), each.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Deadline.await("it is consumed", () -> {
                // guide: consume
                RecordReader reader = new RecordReader("record", partitions.size());
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
                    ReadRecord read = reader.read(record);
                    if (read instanceof Offered offered && offered.path().equals(path)) {
                        found.add(offered);
                    }
                }
                // end
                return !found.isEmpty();
            });
        }
        return found;
    }

    private static void alert(String what) {
        throw new AssertionError(what);
    }

    private static void log(String what) {
        System.out.println(what);
    }

    /** Each block of Java on the page is one of the marked pieces above, and each piece is on the page. */
    @Test
    void shouldShowOnThePageWhatRunsHere() throws IOException {
        assertThat(blocksOf(Files.readString(PAGE)))
                .containsExactlyInAnyOrderElementsOf(piecesOf(Files.readString(SELF)));
    }

    private static List<String> blocksOf(String page) {
        return Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
                .matcher(page)
                .results()
                .map(block -> block.group(1))
                .toList();
    }

    private static List<String> piecesOf(String source) {
        return Pattern.compile("( *)// guide: \\w+\n(.*?)\n *// end\n", Pattern.DOTALL)
                .matcher(source)
                .results()
                .map(piece -> piece.group(2)
                        .lines()
                        .map(line -> line.isEmpty()
                                ? line
                                : line.substring(piece.group(1).length()))
                        .collect(Collectors.joining("\n", "", "\n")))
                .toList();
    }
}
