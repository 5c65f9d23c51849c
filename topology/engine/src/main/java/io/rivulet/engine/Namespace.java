package io.rivulet.engine;

import io.rivulet.api.EventInput;
import io.rivulet.api.StreamPath;
import io.rivulet.engine.append.AppendResult;
import io.rivulet.engine.append.AppendResult.Written;
import io.rivulet.engine.cluster.Address;
import io.rivulet.engine.cluster.PartitionStatus;
import io.rivulet.engine.cluster.Placement;
import io.rivulet.engine.query.Answer;
import io.rivulet.engine.query.Freshness;
import io.rivulet.engine.query.PartitionDigest;
import io.rivulet.engine.query.QuarantinedRecord;
import io.rivulet.engine.query.Settled;
import io.rivulet.engine.query.StreamPage;
import io.rivulet.engine.query.StreamReads;
import io.rivulet.engine.tail.Tail;
import io.rivulet.engine.tail.TailSink;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
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
     * Opens a tail: everything after an offset, then what comes, in order, each once (SUB-8, SUB-9, SUB-20).
     *
     * @param after the offset of the last event that the subscriber has; -1 for all
     * @param sink takes batches, one at a time; called on the node's threads
     */
    Tail tail(StreamPath path, long after, TailSink sink);

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

    /** The newest records that could not be folded, newest first; at most {@code limit}. */
    Answer<List<QuarantinedRecord>> quarantine(Collection<Integer> partitions, int limit);

    /**
     * Digests of all rows, a partition each, at the offset that each has applied. Reads every row: for {@code verify} and
     * tests.
     */
    Answer<List<PartitionDigest>> digests(Collection<Integer> partitions);

    /** Whether this namespace serves, and if not, why. */
    Readiness readiness();
}
