package io.rivulet.engine.processor;

import io.rivulet.api.StreamId;
import io.rivulet.api.StreamPath;
import io.rivulet.engine.checkpoint.Checkpoint;
import io.rivulet.engine.fold.StreamRow;
import io.rivulet.engine.lane.Introduction;
import io.rivulet.engine.lane.OwnedPartition;
import io.rivulet.engine.lane.Session;
import io.rivulet.engine.lane.Subscriber;
import io.rivulet.engine.store.PartitionReader;
import io.rivulet.engine.store.Snapshot;
import io.rivulet.plugins.contract.ContractJson;
import io.rivulet.plugins.ingest.EffectHost;
import io.rivulet.plugins.ingest.LoadedProcessor;
import org.jspecify.annotations.Nullable;

/**
 * A processor under one configuration, on its lanes.
 *
 * @param attachedBy the subscription of the stream that attached it, or null if the settings did
 * @param width how many of its batches may be under way
 */
record ProcessorSubscriber<S>(
        String namespace, LoadedProcessor<S> loaded, @Nullable AttachedBy attachedBy, int width, EffectHost effects)
        implements Subscriber {

    /** A subscription of a stream, and the offset of the event that configured it. */
    record AttachedBy(String subscriptionKey, long offset) {}

    private static final byte[] WHOLE_PARTITION = {};

    static final String KIND = "processor";

    static String lane(String slug) {
        return "p:" + slug;
    }

    @Override
    public String lane() {
        return lane(name());
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public String version() {
        return loaded.contract().version();
    }

    @Override
    public String name() {
        return loaded.contract().slug();
    }

    @Override
    public String share() {
        return name();
    }

    @Override
    public String revision() {
        return loaded.contract().version() + "@" + (attachedBy == null ? -1 : attachedBy.offset());
    }

    /** Of one that is attached to all streams under a path, no stream is told: that would be an event for each of them. */
    @Override
    public @Nullable Introduction introduction() {
        return attachedBy == null
                ? null
                : new Introduction(
                        attachedBy.subscriptionKey(),
                        attachedBy.offset(),
                        "{\"announcement\":" + ContractJson.announcement(loaded.contract()) + "}",
                        version());
    }

    @Override
    public Session open(OwnedPartition partition, StreamRow stream) {
        Checkpoint stored = partition.checkpoints().read(stream.path(), lane());
        Checkpoint checkpoint = stored == null || stored.streamId() != stream.id()
                ? new Checkpoint(stream.id(), headWhenAttached(partition, stream), -1, null)
                : stored;
        Snapshot snapshot = partition.reader().snapshot(stream.path(), name());
        boolean isUsable = snapshot != null
                && snapshot.streamId() == stream.id()
                && snapshot.version().equals(loaded.contract().version());
        StreamId id = new StreamId(namespace, StreamPath.fromKey(stream.path()));
        return new ProcessorSession<>(this, partition, id, checkpoint, isUsable ? snapshot : null);
    }

    private long headWhenAttached(OwnedPartition partition, StreamRow stream) {
        if (attachedBy != null) {
            return attachedBy.offset();
        }
        PartitionReader reader = partition.reader();
        long index = reader.indexAfter(stream, since(partition));
        return index == 0 ? -1 : reader.event(stream, index - 1).offset();
    }

    /** How far the partition was when the settings first attached the processor to its streams. */
    private long since(OwnedPartition partition) {
        Checkpoint known = partition.checkpoints().read(WHOLE_PARTITION, lane());
        if (known != null) {
            return known.offset();
        }
        partition.checkpoints().handOver(WHOLE_PARTITION, lane(), new Checkpoint(-1, -1, partition.servedFrom(), null));
        return partition.servedFrom();
    }
}
