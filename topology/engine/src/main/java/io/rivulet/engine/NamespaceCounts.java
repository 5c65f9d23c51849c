package io.rivulet.engine;

import io.rivulet.engine.append.AppendCounts;
import io.rivulet.engine.store.StoreCounts;
import java.util.Map;

/**
 * What is counted of a namespace on one node: read when somebody asks, and not told to anybody when it happens.
 *
 * @param eventsInFlight events whose append waits for its verdict
 * @param partitions what the records of each partition came to, copies included
 * @param openTails subscriptions that are open
 * @param stalledTails those of them whose subscriber has been taking one batch for more than {@value #STALLED_SECONDS} seconds
 * @param unroutedStreams streams that have changed and whose processors are not woken yet
 * @param backgroundFailures pieces of processors' work in the background that failed (PR-26)
 */
public record NamespaceCounts(
        AppendCounts appends,
        long eventsInFlight,
        Map<Integer, StoreCounts> partitions,
        int openTails,
        int stalledTails,
        int unroutedStreams,
        long backgroundFailures) {

    public static final int STALLED_SECONDS = 5;

    public NamespaceCounts {
        partitions = Map.copyOf(partitions);
    }
}
