package io.rivulet.engine;

import io.rivulet.api.EventInput;
import io.rivulet.api.StreamPath;
import io.rivulet.engine.announce.Announcements;
import io.rivulet.engine.append.AppendResult;
import io.rivulet.engine.append.AppendResult.Written;
import io.rivulet.engine.cluster.Address;
import io.rivulet.engine.cluster.PartitionStatus;
import io.rivulet.engine.cluster.Placement;
import io.rivulet.engine.lane.LaneCounts;
import io.rivulet.engine.lane.ParkedLane;
import io.rivulet.engine.lane.Watch;
import io.rivulet.engine.processor.SubscriberView;
import io.rivulet.engine.query.Answer;
import io.rivulet.engine.query.Freshness;
import io.rivulet.engine.query.PartitionDigest;
import io.rivulet.engine.query.QuarantinePage;
import io.rivulet.engine.query.QuarantinedRecord;
import io.rivulet.engine.query.Settled;
import io.rivulet.engine.query.StreamPage;
import io.rivulet.engine.query.StreamReads;
import io.rivulet.engine.query.TopicRecord;
import io.rivulet.engine.tail.Connection;
import io.rivulet.engine.tail.Subscription;
import io.rivulet.engine.tail.Tail;
import io.rivulet.engine.tail.TailSink;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.jspecify.annotations.Nullable;

/**
 * The streams of one topic, as a connector sees them from one node. Every method may be called from any thread. What is
 * about a stream or a partition that this node does not serve answers so: {@link #placement} says who does.
 */
public interface Namespace extends StreamReads {

    String name();

    /** The Kafka topic that holds the events. */
    String topic();

    // --- streams ---

    /**
     * Offers events to a stream, as one all-or-nothing batch when there are several (AP-1, AP-3). The future completes
     * when the fold has judged them, never exceptionally, and on a thread of the node's own that must not be blocked.
     * Appends to one stream that are offered in an order are written in that order.
     *
     * <p>An {@link IllegalArgumentException} is thrown for too many events, and for metadata that is not a JSON object.
     *
     * @param events at least one, at most {@link io.rivulet.engine.fold.FoldSettings#MAX_BATCH_EVENTS}
     */
    CompletableFuture<AppendResult> append(StreamPath path, List<EventInput> events);

    /** What became of the records of an append that another node wrote, or this one before it gave the stream up. */
    Answer<Settled> outcome(StreamPath path, List<Written> records);

    /** Reads from whatever copy of a stream this node has, which may be behind its owner. */
    StreamReads copies();

    /**
     * Opens a subscription: everything after an offset, then what comes, in order, each once (SUB-8, SUB-9, SUB-20). If it
     * has a key, one of the same key is closed, and the stream is told (SUB-3 to SUB-5).
     *
     * @param sink takes batches, one at a time; called on the node's threads
     */
    Tail tail(StreamPath path, Subscription wanted, TailSink sink);

    /** How the subscriptions do that are open to a stream on this node, in the order of their opening (AP-42). */
    List<Connection> connections(StreamPath path);

    // --- processors ---

    /**
     * The processors and outbound subscribers of a stream, in the order of their kinds and names.
     *
     * @param name of one of them, or null for all
     */
    Answer<List<SubscriberView>> processors(StreamPath path, @Nullable String name);

    /**
     * Watches the subscribers of a stream: what {@link #processors} answers may be another after each call (PR-23). It may have
     * moved as well.
     *
     * @param onTurn called on the node's threads, and must be quick
     */
    Watch watchProcessors(StreamPath path, Runnable onTurn);

    /** Tries a subscriber of a stream at once that waits or is parked; found is whether there is such a one. */
    Answer<Boolean> wake(StreamPath path, String name);

    /** The lanes on this node, counted, by the processor or the way out that they share. */
    Map<String, LaneCounts> lanes();

    /** The lanes on this node that are parked, the longest first. */
    List<ParkedLane> parkedLanes();

    // --- figures ---

    /** What is counted of this namespace on this node. Cheap enough to be asked every second. */
    NamespaceCounts counts();

    /** What Kafka's clients measure of themselves, under Kafka's names. */
    Map<MetricName, Metric> kafkaMetrics();

    // --- children ---

    /** How the announcing of new streams to their ancestors does on this node (AP-31). */
    Announcements announcements();

    // --- partitions ---

    /** How many partitions the topic has. */
    int partitions();

    /** The partition that a stream lies in. */
    int partitionOf(StreamPath path);

    /** Where a partition is, as far as this node knows. */
    Placement placement(int partition);

    /** Whether this node has a copy of a partition that is folded up to an offset. */
    boolean hasCopy(int partition, long minOffset);

    /**
     * Waits until a partition that this node serves is as new as a read asks. Found is an offset that is folded by then.
     *
     * @param within how long it waits at the most
     */
    CompletionStage<Answer<Long>> await(int partition, Freshness freshness, Duration within);

    /** How many offsets this node's copy of a partition is behind the end of the log; empty where that cannot be told. */
    CompletionStage<OptionalLong> behind(int partition, Duration within);

    /** How each partition on this node does. */
    List<PartitionStatus> status();

    /** The nodes that have any part of this namespace, as far as this node knows. */
    List<Address> nodes();

    /**
     * The streams at or below a path, in the order of their paths' bytes.
     *
     * @param partitions those that are asked; this node must serve them
     * @param after the path to go on after, or null to begin
     * @param limit most streams to return, from 1 to {@link StreamPage#MAX_LIMIT}
     */
    Answer<StreamPage> streams(Collection<Integer> partitions, StreamPath under, @Nullable StreamPath after, int limit);

    /**
     * Records that could not be folded, newest first.
     *
     * @param below by partition, the offset that they are below; this node must serve those partitions
     * @param limit most records to return, from 1 to {@link io.rivulet.engine.query.EventQuery#MAX_LIMIT}
     */
    Answer<QuarantinePage> quarantine(Map<Integer, Long> below, int limit);

    /** Why the record at an offset could not be folded; absent if it is not one of those. This node must serve the partition. */
    Answer<QuarantinedRecord> quarantined(int partition, long offset);

    /**
     * A record as it lies in the topic, whatever it is; absent if the topic has none there, or no longer. Blocks.
     *
     * @param within how long that takes at the most
     */
    Answer<TopicRecord> record(int partition, long offset, Duration within);

    /**
     * Digests of all rows, a partition each, at the offset that each has applied. Reads every row: for {@code verify} and
     * tests.
     */
    Answer<List<PartitionDigest>> digests(Collection<Integer> partitions);

    /** Whether this namespace serves, and if not, why. */
    Readiness readiness();
}
