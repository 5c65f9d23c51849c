package io.rivulet.engine.outbound;

import io.rivulet.api.StreamPath;
import io.rivulet.engine.checkpoint.Checkpoint;
import io.rivulet.engine.fold.MirrorRow;
import io.rivulet.engine.fold.StreamRow;
import io.rivulet.engine.lane.OwnedPartition;
import io.rivulet.engine.lane.Session;
import io.rivulet.engine.lane.Subscriber;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/**
 * Sends a stream through an {@link Outlet}, from its first event on, or from where the key of the subscription had come to: the
 * checkpoint is the key's, whatever it is configured to.
 *
 * @param key of the subscription
 * @param revision changes with the configuration
 * @param types what is sent; empty for all
 */
public record OutboundSubscriber(String namespace, String key, String revision, Set<String> types, Outlet outlet)
        implements Subscriber {

    public OutboundSubscriber {
        types = types.stream().map(MirrorRow::typeAsServed).collect(Collectors.toUnmodifiableSet());
    }

    /** The lane of a subscription. */
    public static String lane(String key) {
        return "s:" + key;
    }

    @Override
    public String lane() {
        return lane(key);
    }

    @Override
    public String kind() {
        return outlet.kind();
    }

    @Override
    public String name() {
        return key;
    }

    @Override
    public String share() {
        return outlet.share();
    }

    @Override
    public int width() {
        return outlet.width();
    }

    @Override
    public Session open(OwnedPartition partition, StreamRow stream) {
        Checkpoint stored = partition.checkpoints().read(stream.path(), lane());
        Checkpoint checkpoint =
                stored == null || stored.streamId() != stream.id() ? new Checkpoint(stream.id(), -1, -1, null) : stored;
        return new Sending(partition, checkpoint, partition.reader().indexAfter(stream, checkpoint.offset()));
    }

    /** One stream on its way. */
    private final class Sending implements Session {

        private final OwnedPartition partition;
        private Checkpoint checkpoint;
        private long nextIndex;

        Sending(OwnedPartition partition, Checkpoint checkpoint, long nextIndex) {
            this.partition = partition;
            this.checkpoint = checkpoint;
            this.nextIndex = nextIndex;
        }

        @Override
        public long streamId() {
            return checkpoint.streamId();
        }

        @Override
        public long nextIndex() {
            return nextIndex;
        }

        @Override
        public Checkpoint checkpoint() {
            return checkpoint;
        }

        @Override
        public CompletionStage<?> take(List<MirrorRow> events, StreamRow stream) {
            List<MirrorRow> wanted = types.isEmpty()
                    ? events
                    : events.stream()
                            .filter(event -> types.contains(event.type()))
                            .toList();
            CompletionStage<?> delivered = wanted.isEmpty()
                    ? CompletableFuture.completedFuture(null)
                    : outlet.deliver(new Delivery(
                            namespace, StreamPath.fromKey(stream.path()), key, stream.incarnation(), wanted));
            MirrorRow last = events.get(events.size() - 1);
            return delivered.thenRun(() -> moveTo(last, stream));
        }

        private void moveTo(MirrorRow last, StreamRow stream) {
            Checkpoint moved = checkpoint.movedTo(last.offset());
            partition.checkpoints().handOver(stream.path(), lane(), moved);
            checkpoint = moved;
            nextIndex = last.index() + 1;
        }
    }
}
