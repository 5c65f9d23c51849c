package io.rivulet.engine.announce;

import io.rivulet.api.StreamPath;

/**
 * An ancestor that could not be told of new streams: it is paused, or its owner does not answer. It is told when it can be.
 *
 * @param partition of the streams that it is to be told of
 * @param after it was told of all of that partition's that were created up to this offset
 * @param since milliseconds since the epoch
 * @param failures how many attempts there were
 * @param nextAttempt milliseconds since the epoch
 * @param reason one sentence: why the last attempt failed
 */
public record WaitingAncestor(
        int partition, StreamPath ancestor, long after, long since, int failures, long nextAttempt, String reason) {

    private static final long FIRST_PAUSE_MILLIS = 1_000;
    private static final long LONGEST_PAUSE_MILLIS = 30_000;

    /** One more failure; the pause doubles, up to half a minute. */
    WaitingAncestor failed(long nowMillis, String why) {
        long pause = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(failures, 10));
        return new WaitingAncestor(partition, ancestor, after, since, failures + 1, nowMillis + pause, why);
    }

    /** It was told of more, and can be told of the rest. */
    WaitingAncestor movedTo(long offset) {
        return new WaitingAncestor(partition, ancestor, offset, since, 0, 0, reason);
    }
}
