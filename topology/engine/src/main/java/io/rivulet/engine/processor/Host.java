package io.rivulet.engine.processor;

import io.rivulet.api.StreamPath;
import io.rivulet.engine.checkpoint.Checkpoint;
import io.rivulet.engine.checkpoint.Checkpoints;
import io.rivulet.engine.fold.StreamRow;
import io.rivulet.engine.lane.LaneSettings;
import io.rivulet.engine.lane.LaneStatus;
import io.rivulet.engine.lane.Lanes;
import io.rivulet.engine.lane.OwnedPartition;
import io.rivulet.engine.lane.Subscriber;
import io.rivulet.engine.outbound.Outlets;
import io.rivulet.engine.store.PartitionReader;
import io.rivulet.engine.store.PartitionStore;
import io.rivulet.engine.store.Snapshot;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The processors and outbound subscribers of a namespace on this node: lanes, who has them, and what they emit. */
public final class Host implements AutoCloseable {

    private final Emission emission;
    private final Lanes lanes;

    /**
     * What a host needs to know.
     *
     * @param attachments of this namespace
     * @param workers how many batches of one processor may be under way
     */
    public record Settings(String namespace, List<Attachment> attachments, int workers, LaneSettings lanes) {

        public Settings {
            attachments = List.copyOf(attachments);
        }
    }

    /**
     * Runs nothing until the fold tells of a partition.
     *
     * @param serving the store of a partition that this node serves
     */
    public Host(
            Settings settings,
            Catalogue catalogue,
            Outlets outlets,
            Emission emission,
            Checkpoints checkpoints,
            IntFunction<Optional<PartitionStore>> serving,
            InstantSource clock,
            RandomGenerator random) {
        this.emission = emission;
        Configurations configurations =
                new Configurations(settings.namespace(), catalogue, outlets, emission::of, settings.workers());
        lanes = new Lanes(
                settings.lanes(),
                new Attachments(settings.attachments(), configurations),
                checkpoints,
                serving,
                new EmittedFacts(settings.namespace(), emission),
                clock,
                random);
    }

    public Lanes lanes() {
        return lanes;
    }

    /** How many pieces of processors' work in the background have failed (PR-26). */
    public long backgroundFailures() {
        return emission.backgroundFailures();
    }

    /**
     * The subscribers of a stream of a partition that this node serves; empty if it does not serve it.
     *
     * @param name of one of them, or null for all
     */
    public Optional<List<SubscriberView>> views(int partition, StreamPath path, @Nullable String name) {
        return lanes.partition(partition).map(owned -> {
            List<SubscriberView> views = new ArrayList<>();
            StreamRow stream = owned.reader().stream(path.toKey());
            if (stream != null) {
                lanes.status(owned, stream).forEach((subscriber, status) -> {
                    if (name == null || subscriber.name().equals(name)) {
                        views.add(view(owned, stream, subscriber, status));
                    }
                });
            }
            return views;
        });
    }

    private static SubscriberView view(
            OwnedPartition owned, StreamRow stream, Subscriber subscriber, LaneStatus status) {
        PartitionReader reader = owned.reader();
        boolean isProcessor = subscriber.kind().equals(ProcessorSubscriber.KIND);
        Snapshot snapshot = isProcessor ? reader.snapshot(stream.path(), subscriber.name()) : null;
        Snapshot current = snapshot != null && snapshot.streamId() == stream.id() ? snapshot : null;
        Checkpoint stored = owned.checkpoints().read(stream.path(), subscriber.lane());
        Checkpoint checkpoint = stored == null || stored.streamId() != stream.id() ? Checkpoint.NONE : stored;
        long taken = isProcessor ? taken(current, subscriber) : reader.indexAfter(stream, checkpoint.offset());
        return new SubscriberView(
                subscriber.name(),
                subscriber.kind(),
                subscriber.version(),
                current,
                checkpoint.offset(),
                Math.max(0, stream.count() - taken),
                status);
    }

    private static long taken(@Nullable Snapshot snapshot, Subscriber subscriber) {
        return snapshot == null || !snapshot.version().equals(subscriber.version()) ? 0 : snapshot.index();
    }

    /**
     * Tries a lane at once that waits or is parked. Empty if this node does not serve the partition; otherwise whether the stream
     * has such a subscriber.
     */
    public Optional<Boolean> wake(int partition, StreamPath path, String name) {
        return lanes.partition(partition).map(owned -> {
            StreamRow stream = owned.reader().stream(path.toKey());
            return stream != null && lanes.wake(owned, stream, name);
        });
    }

    @Override
    public void close() {
        lanes.close();
        emission.close();
    }
}
