package io.rivulet.api.processor;

import io.rivulet.api.Event;
import io.rivulet.api.EventInput;
import io.rivulet.api.InvalidPathException;
import io.rivulet.api.StreamId;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * What the effects of one batch may use. It is good until the batch is done; work that was handed to it may use it longer.
 * Any thread.
 */
public interface ProcessorContext {

    /** The stream whose events these are. */
    StreamId stream();

    Contract contract();

    /** The offset of the stream's last accepted event when the batch was read; above the batch's last while catching up. */
    long maxOffset();

    /** The offset that this batch will checkpoint to. */
    long checkpointOffset();

    /**
     * Appends an event to the own stream. Its type is one that the contract emits; the processor is named as its source.
     * Give it a {@link #key}: the batch may come again.
     *
     * @return completes when the stream has judged the event: with its place, with {@link AppendRefusedException}, or with
     *     another exception when the outcome could not be learned; a repetition with the same key is then safe
     * @throws IllegalArgumentException if the contract does not emit that type
     */
    CompletionStage<Appended> append(EventInput event);

    /**
     * Appends an event to another stream of the same namespace.
     *
     * @param target absolute if it starts with a slash, else relative to the own path (AP-21)
     * @throws InvalidPathException if the target is no path, or leads above the root
     */
    CompletionStage<Appended> append(String target, EventInput event);

    /**
     * Starts work that belongs to the batch (PR-25): the checkpoint and the stream's next batch wait for it, and its failure
     * fails the batch. Several pieces run at the same time. The batch may come again after the work was done, so the work
     * must be safe to repeat.
     */
    void blockProcessorWhile(Work work);

    /** Starts work that nobody waits for (PR-26): its failure is logged and counted, and it is never repeated. */
    void runInBackground(Work work);

    /** Threads for work that blocks, such as a call of a driver; bounded and shared by all processors of the node. */
    Executor executor();

    /** An idempotency key of this processor, {@code <slug>/<key>} (PR-5): for an effect that a stream takes once for ever. */
    default String key(String key) {
        return contract().slug() + "/" + key;
    }

    /** An idempotency key for what follows from one event, {@code <slug>/<key>@<offset>} (PR-5). */
    default String key(String key, Event source) {
        return key(key) + "@" + source.offset();
    }
}
