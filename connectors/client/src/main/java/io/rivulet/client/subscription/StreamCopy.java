package io.rivulet.client.subscription;

import io.rivulet.client.model.StreamEvent;
import java.util.List;

/**
 * What the caller makes of a stream's events, and how far that is. The methods are called one at a time, on threads of the client; they
 * may block, and nothing more is read meanwhile. What they throw is told to the {@link StatusListener}, and the subscription begins
 * again from the checkpoint, after a back-off, for ever (BR-41, BR-44).
 *
 * <p>Events are ingested exactly once and in order <em>if</em> {@link #ingest} and {@link #discard} store the checkpoint in the same
 * transaction as what they do.
 */
public interface StreamCopy {

    /** The checkpoint that was stored last; {@link Checkpoint#BEGINNING} at first. Asked for at every connection (BR-42). */
    Checkpoint checkpoint() throws Exception;

    /**
     * Takes events, and stores the checkpoint, both or neither.
     *
     * @param events in order, each the one after the one before it; none when only the checkpoint has moved
     */
    void ingest(List<StreamEvent> events, Checkpoint checkpoint) throws Exception;

    /**
     * The stream was reset: forgets everything that was ingested, and stores the checkpoint, both or neither. Called before any event of
     * the new life is handed over (BR-33, BR-36).
     */
    void discard(Checkpoint checkpoint) throws Exception;
}
