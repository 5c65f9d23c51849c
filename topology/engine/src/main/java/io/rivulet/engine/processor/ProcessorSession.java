package io.rivulet.engine.processor;

import io.rivulet.api.Event;
import io.rivulet.api.StreamId;
import io.rivulet.engine.checkpoint.Checkpoint;
import io.rivulet.engine.fold.MirrorRow;
import io.rivulet.engine.fold.StreamRow;
import io.rivulet.engine.lane.OwnedPartition;
import io.rivulet.engine.lane.Session;
import io.rivulet.engine.outbound.EventDecoder;
import io.rivulet.engine.store.Snapshot;
import io.rivulet.plugins.ingest.EventBatch;
import io.rivulet.plugins.ingest.Ingested;
import io.rivulet.plugins.ingest.ProcessorRun;
import io.rivulet.plugins.ingest.Resume;
import io.rivulet.plugins.ingest.RunStorage;
import io.rivulet.plugins.ingest.StoredSnapshot;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A processor on one stream. Its snapshot lies in the partition's store, its checkpoint among the checkpoints; the snapshot is
 * never written before the effects of its events are done, so whichever of the two is further says how far effects are.
 */
final class ProcessorSession<S> implements Session, RunStorage {

    private final ProcessorSubscriber<S> subscriber;
    private final OwnedPartition partition;
    private final StreamId stream;
    private final @Nullable Snapshot stored;
    private final ProcessorRun<S> run;
    private final Set<String> types;
    private Checkpoint checkpoint;
    private long nextIndex;

    /** The index after the batch that is under way. */
    private long indexThen;

    ProcessorSession(
            ProcessorSubscriber<S> subscriber,
            OwnedPartition partition,
            StreamId stream,
            Checkpoint checkpoint,
            @Nullable Snapshot stored) {
        this.subscriber = subscriber;
        this.partition = partition;
        this.stream = stream;
        this.checkpoint = checkpoint;
        this.stored = stored;
        nextIndex = stored == null ? 0 : stored.index();
        run = new ProcessorRun<>(subscriber.loaded(), stream, this, subscriber.effects());
        types = subscriber.loaded().contract().consumesAny()
                ? Set.of()
                : subscriber.loaded().contract().consumes().stream()
                        .map(MirrorRow::typeAsServed)
                        .collect(Collectors.toUnmodifiableSet());
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

    /** What is not consumed is passed over unread (PR-43), and the offset moves over it (PR-17). */
    @Override
    public CompletionStage<?> take(List<MirrorRow> rows, StreamRow row) {
        MirrorRow last = rows.get(rows.size() - 1);
        indexThen = last.index() + 1;
        List<Event> events = rows.stream()
                .filter(event -> types.isEmpty() || types.contains(event.type()))
                .map(event -> EventDecoder.decode(stream, event))
                .toList();
        return run.ingest(new EventBatch(events, last.offset(), row.headOffset()))
                .thenCompose(this::keep)
                .thenRun(() -> nextIndex = indexThen);
    }

    private CompletionStage<?> keep(Ingested<S> ingested) {
        return ingested.isNew()
                ? CompletableFuture.completedFuture(ingested)
                : write(new StoredSnapshot(
                        subscriber.loaded().contract().version(),
                        ingested.snapshot().offset(),
                        subscriber.loaded().write(ingested.snapshot().state())));
    }

    @Override
    public CompletionStage<Resume> read() {
        StoredSnapshot snapshot =
                stored == null ? null : new StoredSnapshot(stored.version(), stored.offset(), stored.state());
        long done = Math.max(checkpoint.offset(), stored == null ? -1 : stored.offset());
        return CompletableFuture.completedFuture(new Resume(snapshot, done, checkpoint.attachedAt()));
    }

    @Override
    public CompletionStage<?> write(StoredSnapshot snapshot) {
        byte[] path = stream.path().toKey();
        Checkpoint moved = checkpoint.movedTo(snapshot.offset());
        if (!moved.equals(checkpoint)) {
            partition.checkpoints().handOver(path, subscriber.lane(), moved);
            checkpoint = moved;
        }
        partition
                .store()
                .putSnapshot(
                        path,
                        subscriber.name(),
                        new Snapshot(snapshot.version(), streamId(), snapshot.offset(), indexThen, snapshot.state()));
        return CompletableFuture.completedFuture(snapshot);
    }
}
