package io.rivulet.plugins.ingest;

import io.rivulet.api.EventInput;
import io.rivulet.api.StreamId;
import io.rivulet.api.processor.AppendRefusedException;
import io.rivulet.api.processor.Appended;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** What effects need of the world. Brought by the host; any thread. */
public interface EffectHost {

    /**
     * Appends an event. The stage completes when the stream has judged it, with {@link AppendRefusedException} if that was a
     * refusal.
     */
    CompletionStage<Appended> append(StreamId stream, EventInput event);

    /** Threads for work that blocks. */
    Executor executor();

    /** Told of each piece of work that has been started (PR-27), so that the host can wait for it before it stops. */
    default void workStarted(StreamId stream, CompletionStage<?> work) {}

    /** Told of work in the background that failed, after it was logged (PR-26). */
    default void backgroundFailed(StreamId stream, Throwable failure) {}
}
