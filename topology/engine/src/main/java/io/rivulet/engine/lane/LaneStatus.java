package io.rivulet.engine.lane;

import io.rivulet.engine.checkpoint.Checkpoint.Parked;
import org.jspecify.annotations.Nullable;

/**
 * How one lane does.
 *
 * @param state what it is doing
 * @param failures how many there were in a row
 * @param reason the last failure, or null
 * @param nextAttempt when it is tried again, milliseconds since the epoch, or -1
 * @param isOverdue whether its batch takes longer than it may, and its worker has been interrupted
 * @param parked why and since when it is parked, or null
 */
public record LaneStatus(
        State state,
        int failures,
        @Nullable String reason,
        long nextAttempt,
        boolean isOverdue,
        @Nullable Parked parked) {

    /** A lane with nothing to do. */
    static final LaneStatus RESTING = new LaneStatus(State.RESTING, 0, null, -1, false, null);

    /** What a lane is doing. */
    public enum State {
        /** Nothing: it has taken everything. */
        RESTING,
        /** It waits for a worker. */
        QUEUED,
        /** A batch is under way. */
        RUNNING,
        /** It has failed and waits to try again. */
        FAILING,
        /** It has failed too often: it waits long, or for an operator, another version or another configuration. */
        PARKED
    }
}
