package io.rivulet.engine.streams;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;

/**
 * Where the log has offsets without records: the markers with which foreign transactions end, and what an aborted one left.
 * Who waits for an offset must know of them, since no record will ever come that passes it. Used by the threads that read
 * the log, each for its own partitions.
 */
public final class Skips {

    private final Listener listener;
    private final Map<TopicPartition, Long> ends = new ConcurrentHashMap<>();

    /** Hears that there are no records between two offsets of a partition; {@code from} is -1 if nothing was read before. */
    public interface Listener {

        void skipped(int partition, long from, long to);
    }

    public Skips(Listener listener) {
        this.listener = listener;
    }

    /** A partition is read from where the group is: what was read of it before says nothing. */
    public void begin(TopicPartition partition) {
        ends.remove(partition);
    }

    /** A poll has come to an offset. */
    void polled(TopicPartition partition, long next, boolean hasRecords) {
        Long end = ends.put(partition, next);
        if (!hasRecords) {
            listener.skipped(partition.partition(), end == null ? -1 : end, next);
        }
    }
}
