package io.rivulet.plugins.ingest;

import io.rivulet.api.StreamId;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One processor on one stream: its state and how far it has come.
 *
 * <p>It loads once, before the first batch (PR-20), and takes one batch after another, whatever came of the one before (PR-18).
 * A batch that fails leaves state and checkpoint as they were; to try it again is the host's duty (PR-19). Any thread may
 * call; reducing happens on the caller's thread, or when it has to wait for an earlier batch, on the host's executor.
 */
public final class ProcessorRun<S> {

    private final LoadedProcessor<S> loaded;
    private final StreamId stream;
    private final RunStorage storage;
    private final EffectHost host;
    private final Ingest<S> ingest;

    /** Guarded by this: the end of the queue of calls. */
    private CompletableFuture<?> last = CompletableFuture.completedFuture(null);

    private volatile @Nullable Position<S> position;

    public ProcessorRun(LoadedProcessor<S> loaded, StreamId stream, RunStorage storage, EffectHost host) {
        this.loaded = loaded;
        this.stream = stream;
        this.storage = storage;
        this.host = host;
        this.ingest = new Ingest<>(loaded, stream, host);
    }

    /**
     * The state and its offset, loaded if they are not yet: prepare, then read what is stored and check it by the schema. If
     * that fails, so does the stage, and the next call tries again.
     */
    public CompletionStage<Snapshot<S>> snapshot() {
        return enqueue(() -> position().thenApply(Position::snapshot));
    }

    /**
     * Takes a batch: the events above the checkpoint are reduced, their effects are done, the snapshot is written, and only
     * then state and checkpoint move on (PR-16). Nothing is written when nothing was new (PR-15).
     *
     * @return fails with {@link IngestException}, or with the storage's exception
     */
    public CompletionStage<Ingested<S>> ingest(EventBatch batch) {
        return enqueue(() -> position().thenCompose(at -> ingest(at, batch)));
    }

    private CompletionStage<Ingested<S>> ingest(Position<S> at, EventBatch batch) {
        return ingest.ingest(at.snapshot(), batch, at.effectsDone(), at.attachedAt())
                .thenCompose(result -> {
                    if (!result.isNew()) {
                        position = at.movedTo(result.snapshot());
                        return CompletableFuture.completedFuture(result);
                    }
                    return storage.write(stored(result.snapshot())).thenApply(written -> {
                        position = at.movedTo(result.snapshot());
                        return result;
                    });
                });
    }

    private StoredSnapshot stored(Snapshot<S> snapshot) {
        return new StoredSnapshot(loaded.contract().version(), snapshot.offset(), loaded.write(snapshot.state()));
    }

    private CompletionStage<Position<S>> position() {
        Position<S> known = position;
        if (known != null) {
            return CompletableFuture.completedFuture(known);
        }
        return loaded.processor()
                .prepare(stream)
                .thenCompose(prepared -> storage.read())
                .thenApply(this::resume);
    }

    private Position<S> resume(Resume resume) {
        StoredSnapshot stored = resume.usable(loaded.contract().version());
        Snapshot<S> snapshot = stored == null
                ? new Snapshot<>(Snapshot.NOTHING, loaded.initialState())
                : new Snapshot<>(stored.offset(), loaded.read(stored.state()));
        Position<S> read = new Position<>(snapshot, resume.effectsDone(), resume.attachedAt());
        position = read;
        return read;
    }

    private <T> CompletionStage<T> enqueue(Call<T> call) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        CompletableFuture<?> before;
        synchronized (this) {
            before = last;
            last = answer;
        }
        if (before.isDone()) {
            start(call, answer);
        } else {
            before.handle((done, failure) -> done)
                    .thenRunAsync(() -> start(call, answer), host.executor())
                    .exceptionally(rejected -> {
                        answer.completeExceptionally(rejected);
                        return null;
                    });
        }
        return answer;
    }

    /** What a plugin throws while it prepares, or a storage while it starts, fails the call like any other failure. */
    private static <T> void start(Call<T> call, CompletableFuture<T> answer) {
        try {
            call.start().whenComplete((result, failure) -> {
                if (failure == null) {
                    answer.complete(result);
                } else {
                    answer.completeExceptionally(Failures.cause(failure));
                }
            });
        } catch (Throwable thrown) {
            answer.completeExceptionally(thrown);
        }
    }

    @FunctionalInterface
    private interface Call<T> {
        CompletionStage<T> start();
    }

    /** Where the run is: what Resume says, and the state since. */
    private record Position<S>(Snapshot<S> snapshot, long effectsDone, long attachedAt) {

        Position<S> movedTo(Snapshot<S> next) {
            return new Position<>(next, Math.max(effectsDone, next.offset()), attachedAt);
        }
    }
}
