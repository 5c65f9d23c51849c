package io.rivulet.engine.lane;

import io.rivulet.engine.checkpoint.Checkpoint.Parked;
import io.rivulet.engine.fold.MirrorRow;
import io.rivulet.engine.fold.StreamRow;
import io.rivulet.engine.store.PartitionReader;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Reads the next batch of a lane and has its session take it. On a worker of the lane's share. */
final class Batches {

    /** The stream was told of the subscriber; the batch is taken by the next turn. */
    static final Step TOLD = new Step(0, true, null);

    private static final Step NOTHING = new Step(0, false, null);

    private final Directory directory;
    private final LaneFacts facts;
    private final int batchEvents;

    Batches(Directory directory, LaneFacts facts, int batchEvents) {
        this.directory = directory;
        this.facts = facts;
        this.batchEvents = batchEvents;
    }

    /**
     * What a turn came to.
     *
     * @param events how many were taken
     * @param hasMore whether there are more already
     * @param parked the lane is parked, and nothing was tried; or null
     */
    record Step(int events, boolean hasMore, @Nullable Parked parked) {}

    /** Completes when the batch is taken; fails as the session does, whatever a plugin may throw. */
    CompletionStage<Step> take(Lane lane) {
        try {
            return next(lane);
        } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private CompletionStage<Step> next(Lane lane) {
        PartitionReader reader = lane.partition().reader();
        StreamRow stream = reader.stream(lane.path());
        Optional<Subscriber> subscriber = stream == null
                ? Optional.empty()
                : directory.find(stream, reader, lane.subscriber().lane());
        if (stream == null || subscriber.isEmpty()) {
            return CompletableFuture.completedFuture(NOTHING);
        }
        Session session = session(lane, subscriber.get(), stream);
        lane.lag(Math.max(0, stream.count() - session.nextIndex()));
        Parked parked = session.checkpoint().parked();
        if (parked != null
                && !lane.isForced
                && parked.revision().equals(subscriber.get().revision())) {
            return CompletableFuture.completedFuture(new Step(0, false, parked));
        }
        List<MirrorRow> events = reader.mirror(stream, session.nextIndex(), batchEvents);
        if (events.isEmpty()) {
            return CompletableFuture.completedFuture(NOTHING);
        }
        Introduction introduction = subscriber.get().introduction();
        if (introduction != null
                && !introduction.equals(lane.introduced)
                && isConnectedBy(events, introduction, stream)) {
            return facts.connected(lane.path(), introduction, connectedAt(introduction, stream))
                    .thenApply(done -> {
                        lane.introduced = introduction;
                        return TOLD;
                    });
        }
        return session.take(events, stream).thenApply(done -> {
            lane.lag(Math.max(0, stream.count() - session.nextIndex()));
            return new Step(events.size(), session.nextIndex() < stream.count(), null);
        });
    }

    private static boolean isConnectedBy(List<MirrorRow> events, Introduction introduction, StreamRow stream) {
        long at = connectedAt(introduction, stream);
        return events.get(0).offset() <= at
                && at <= events.get(events.size() - 1).offset();
    }

    private static long connectedAt(Introduction introduction, StreamRow stream) {
        return Math.max(introduction.attachedAt(), stream.registries().wokenAt());
    }

    /** A new configuration, a new version and a new life of the stream begin a new session. */
    private static Session session(Lane lane, Subscriber subscriber, StreamRow stream) {
        Session open = lane.session;
        if (open != null && open.streamId() == stream.id() && lane.sessionRevision.equals(subscriber.revision())) {
            return open;
        }
        Session opened = subscriber.open(lane.partition(), stream);
        lane.session = opened;
        lane.sessionRevision = subscriber.revision();
        return opened;
    }
}
