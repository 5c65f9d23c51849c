package io.rivulet.engine;

import io.rivulet.engine.cluster.Ownership;
import io.rivulet.engine.query.Question;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StandbyUpdateListener;
import org.apache.kafka.streams.processor.StateRestoreListener;
import org.apache.kafka.streams.processor.TaskId;

/**
 * Tells {@link Ownership} what Kafka Streams says of restores and copies of the log's rows; other stores are small and have
 * offsets of their own. Called on threads of Kafka Streams.
 */
final class RestoreListeners implements StateRestoreListener, StandbyUpdateListener {

    private final Ownership ownership;

    RestoreListeners(Ownership ownership) {
        this.ownership = ownership;
    }

    @Override
    public void onRestoreStart(TopicPartition partition, String store, long from, long to) {
        if (isLog(store)) {
            ownership.restores(partition.partition(), from, to);
        }
    }

    @Override
    public void onBatchRestored(TopicPartition partition, String store, long lastOffset, long records) {
        if (isLog(store)) {
            ownership.restored(partition.partition(), lastOffset + 1);
        }
    }

    @Override
    public void onRestoreEnd(TopicPartition partition, String store, long records) {
        // What it is next, the processor's opening says.
    }

    @Override
    public void onUpdateStart(TopicPartition partition, String store, long from) {
        if (isLog(store)) {
            ownership.standsBy(partition.partition(), from);
        }
    }

    @Override
    public void onBatchLoaded(
            TopicPartition partition, String store, TaskId task, long lastOffset, long records, long end) {
        if (isLog(store)) {
            ownership.follows(partition.partition(), lastOffset + 1, end);
        }
    }

    @Override
    public void onUpdateSuspended(TopicPartition partition, String store, long offset, long end, SuspendReason reason) {
        // A copy that is given up is closed; one that is promoted restores what is left.
    }

    private static boolean isLog(String store) {
        return store.equals(Question.STORE);
    }
}
