package io.rivulet.engine.lane;

import io.rivulet.engine.checkpoint.Checkpoint;
import io.rivulet.engine.fold.MirrorRow;
import io.rivulet.engine.fold.StreamRow;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A subscriber and one stream, from the moment that the lane is woken until it rests or fails. Not thread-safe: the lane
 * calls it for one batch at a time.
 */
public interface Session {

    /** The life of the stream that it was opened for. */
    long streamId();

    /** The index of the next event that it wants. */
    long nextIndex();

    /** How far the effects have come. */
    Checkpoint checkpoint();

    /**
     * Takes a batch. When the stage completes, the effects are done and the checkpoint is handed over, and {@link #nextIndex}
     * has moved on; when it fails, nothing has moved and everything that was started has ended (PR-16, PR-19).
     *
     * @param events not empty, ascending, from {@link #nextIndex} on
     * @param stream as it was when they were read
     */
    CompletionStage<?> take(List<MirrorRow> events, StreamRow stream);

    /** A failure that says itself when it may be tried again. */
    final class RetryLaterException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final Duration after;

        public RetryLaterException(String message, Duration after, @Nullable Throwable cause) {
            super(message, cause);
            this.after = after;
        }

        public Duration after() {
            return after;
        }
    }
}
