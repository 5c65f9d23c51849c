package io.rivulet.engine.lane;

import java.util.concurrent.CompletionStage;

/** Says in a stream that a subscriber of it is parked (PR-46). */
public interface FailureReport {

    /**
     * Appends one {@code error-occurred}; the same failure at the same checkpoint appends it once.
     *
     * @param failures how many there were in a row
     * @return fails when the event may not be there
     */
    CompletionStage<?> append(byte[] path, Subscriber subscriber, long checkpoint, int failures, Throwable cause);
}
