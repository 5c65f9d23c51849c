package io.rivulet.engine;

import io.rivulet.api.EventInput;
import io.rivulet.api.StreamPath;
import io.rivulet.engine.append.AppendResult;
import io.rivulet.engine.query.Answer;
import io.rivulet.engine.query.EventPage;
import io.rivulet.engine.query.EventQuery;
import io.rivulet.engine.query.FeedPage;
import io.rivulet.engine.query.MirrorPage;
import io.rivulet.engine.query.PartitionDigest;
import io.rivulet.engine.query.QuarantinedRecord;
import io.rivulet.engine.query.StateView;
import io.rivulet.engine.query.StreamPage;
import io.rivulet.engine.tail.Tail;
import io.rivulet.engine.tail.TailSink;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The streams of one topic, as a connector sees them. Every method may be called from any thread. Reads block the
 * calling thread for as long as a few look-ups in the local store take; they throw only for arguments out of range
 * ({@link IllegalArgumentException}).
 */
public interface Namespace {

    String name();

    /** The Kafka topic that holds the events. */
    String topic();

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

    /** A page of accepted events by offset (AP-41). */
    Answer<EventPage> events(StreamPath path, EventQuery query);

    /**
     * A page of the mirror by index.
     *
     * @param from index of the first row, not negative
     * @param limit most rows to return, from 1 to {@link EventQuery#MAX_LIMIT}
     * @param type only events of this type, or null for all
     */
    Answer<MirrorPage> mirror(StreamPath path, long from, int limit, @Nullable String type);

    /**
     * A page of the feed, its spans joined with their events.
     *
     * @param from number of the first row, not negative
     * @param limit most rows to return, from 1 to {@link FeedPage#MAX_LIMIT}
     */
    Answer<FeedPage> feed(StreamPath path, long from, int limit);

    /** The core state of a stream. */
    Answer<StateView> state(StreamPath path);

    /**
     * The streams at or below a path, in the order of their paths' bytes, over all partitions.
     *
     * @param after the path to go on after, or null to begin
     * @param limit most streams to return, from 1 to {@link StreamPage#MAX_LIMIT}
     */
    Answer<StreamPage> streams(StreamPath under, @Nullable StreamPath after, int limit);

    /** The newest records that could not be folded, newest first, over all partitions; at most {@code limit}. */
    Answer<List<QuarantinedRecord>> quarantine(int limit);

    /**
     * Digests of all rows, a partition each, at the offset that each has applied. Reads every row: for {@code verify} and
     * tests.
     */
    Answer<List<PartitionDigest>> digests();

    /**
     * Opens a tail: everything after an offset, then what comes, in order, each once (SUB-8, SUB-9, SUB-20).
     *
     * @param after the offset of the last event that the subscriber has; -1 for all
     * @param sink takes batches, one at a time; called on the node's threads
     */
    Tail tail(StreamPath path, long after, TailSink sink);

    /** Whether this namespace serves, and if not, why. */
    Readiness readiness();
}
