package io.rivulet.engine.tail;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Where a tail writes to: a socket, mostly. */
public interface TailSink {

    /** What {@link #turn} answers when the sink takes batches at any time. */
    CompletableFuture<Void> AT_ONCE = CompletableFuture.completedFuture(null);

    /**
     * Asks when the sink would take a batch. Only then one is read, so that many tails which share a socket hold no more than
     * it takes. Each turn that is given is followed by one {@link #deliver} or one {@link #pass}. One that fails ends the tail.
     */
    default CompletableFuture<Void> turn() {
        return AT_ONCE;
    }

    /** The turn that was given is not needed. */
    default void pass() {
        // There is nobody to go on with.
    }

    /**
     * Takes one batch. The next one comes only after the stage completes, so a slow subscriber costs a cursor and not a
     * buffer. A stage that fails closes the tail.
     */
    CompletionStage<Void> deliver(TailBatch batch);

    /**
     * The tail has ended and nothing more will come. Called once, unless the subscriber closed it itself.
     *
     * @param after the offset to resume after: everything up to it was handed over, or was not wanted;
     *     {@link Subscription#LIVE} when it ended before it began
     */
    void ended(Ending ending, long after);
}
