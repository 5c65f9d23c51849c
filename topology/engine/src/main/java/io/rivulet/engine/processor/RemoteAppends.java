package io.rivulet.engine.processor;

import io.rivulet.api.EventInput;
import io.rivulet.api.StreamId;
import io.rivulet.api.processor.AppendRefusedException;
import io.rivulet.api.processor.Appended;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Appends to streams of other owners. Whoever wires the node brings it, since the engine talks to no other node. */
public interface RemoteAppends extends AutoCloseable {

    /** Knows no other node. */
    RemoteAppends NONE = (stream, events) -> CompletableFuture.failedFuture(new IllegalStateException(
            "This node serves no such stream, and has no way to the one that does: " + stream));

    /**
     * Appends events, all of them or none. Completes when the stream has judged them, with {@link AppendRefusedException} if that was
     * a refusal.
     */
    CompletionStage<List<Appended>> append(StreamId stream, List<EventInput> events);

    /** Gives back what it holds. Called once, when no processor runs any more. */
    @Override
    default void close() {}
}
