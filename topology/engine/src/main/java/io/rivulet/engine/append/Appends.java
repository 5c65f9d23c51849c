package io.rivulet.engine.append;

import io.rivulet.engine.fold.FoldSettings;
import io.rivulet.engine.fold.Verdicts;
import io.rivulet.engine.store.PartitionStore;
import io.rivulet.engine.threads.NamedThreads;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.function.IntToLongFunction;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/** The appending side of a namespace on this node: an {@link Appender}, and the answers that it waits for. */
public final class Appends implements AutoCloseable {

    private static final long EXPIRY_MILLIS = 250;
    private static final long DRAIN_POLL_MILLIS = 5;

    private final Producer<byte[], byte[]> producer;
    private final ExecutorService answers = Executors.newFixedThreadPool(2, NamedThreads.of("rivulet-answer"));
    private final ScheduledExecutorService clockwork =
            Executors.newSingleThreadScheduledExecutor(NamedThreads.of("rivulet-append-expiry"));
    private final ScheduledFuture<?> expiry;
    private final PendingAppends pending;
    private final InFlight inFlight;
    private final Appender appender;
    private final Map<Integer, PendingAppends.Answers> byPartition = new ConcurrentHashMap<>();

    /**
     * What appends need to know.
     *
     * @param maxPayloadBytes the largest payload that the fold and the topic both take
     * @param maxInFlightEvents events that may wait for their verdict
     * @param maxInFlightBytes bytes of payload that may wait for their verdict
     */
    public record Settings(
            String namespace,
            String topic,
            FoldSettings fold,
            int maxPayloadBytes,
            Duration timeout,
            long maxInFlightEvents,
            long maxInFlightBytes) {}

    /**
     * Starts.
     *
     * @param producer closed with this
     * @param owned the store of a partition that this node serves
     * @param takenAt where the log of a partition ended when this node took it over
     */
    public Appends(
            Settings settings,
            Producer<byte[], byte[]> producer,
            RandomGenerator random,
            InstantSource clock,
            IntFunction<Optional<PartitionStore>> owned,
            IntToLongFunction takenAt) {
        this.producer = producer;
        pending = new PendingAppends(random, answers);
        inFlight = new InFlight(settings.maxInFlightEvents(), settings.maxInFlightBytes());
        appender = new Appender(
                new Appender.Settings(
                        settings.namespace(),
                        settings.topic(),
                        settings.fold(),
                        settings.maxPayloadBytes(),
                        settings.timeout(),
                        clock),
                producer,
                pending,
                inFlight,
                answers,
                random,
                new Appender.Partitioned(owned, takenAt));
        expiry = clockwork.scheduleWithFixedDelay(
                () -> pending.expire(clock.millis()), EXPIRY_MILLIS, EXPIRY_MILLIS, TimeUnit.MILLISECONDS);
    }

    public Appender appender() {
        return appender;
    }

    /** How many events wait for their verdict. */
    public long eventsInFlight() {
        return inFlight.events();
    }

    /** What became of the appends so far. */
    public AppendCounts counts() {
        return appender.counts();
    }

    /** What Kafka's producer measures of itself. */
    public Map<MetricName, ? extends Metric> producerMetrics() {
        return producer.metrics();
    }

    /** Who hears the verdicts of a partition that this node folds from now on. */
    public Verdicts opened(PartitionStore store) {
        PendingAppends.Answers answering = pending.answers(store);
        byPartition.put(store.partition(), answering);
        return answering;
    }

    /** This node no longer folds a partition: who waits for its verdicts is told to ask the next owner. */
    public void left(PartitionStore store) {
        byPartition.remove(store.partition());
        pending.orphan(store.partition());
    }

    /**
     * Waits until what is in flight is answered, for so long at the most.
     *
     * @return whether everything is
     */
    public boolean drain(Duration within) throws InterruptedException {
        long deadline = System.nanoTime() + within.toNanos();
        while (inFlight.events() > 0) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(DRAIN_POLL_MILLIS);
        }
        return true;
    }

    /** The rows of a group are written. On the thread that folds the partition. */
    public void groupEnded(PartitionStore store) {
        PendingAppends.Answers answering = byPartition.get(store.partition());
        if (answering != null) {
            answering.groupEnded();
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
        expiry.cancel(false);
        clockwork.shutdown();
        pending.loseAll("the node is stopping");
        answers.shutdown();
    }
}
