package io.rivulet.engine.tail;

import java.util.concurrent.CompletionStage;

/** Where a tail writes to: a socket, mostly. */
public interface TailSink {

    /**
     * Takes one batch. The next one comes only after the stage completes, so a slow subscriber costs a cursor and not a
     * buffer. A stage that fails closes the tail.
     */
    CompletionStage<Void> deliver(TailBatch batch);

    /** The tail has ended and nothing more will come. Called once, unless the subscriber closed it itself. */
    void ended(Ending ending);

    /** Why a tail ended by itself. */
    enum Ending {
        /** The node is closing or no longer owns the stream: come back and resume. */
        MOVED,
        /** The sink failed. */
        SINK_FAILED
    }
}
