package io.rivulet.engine.lane;

import java.util.concurrent.CompletionStage;

/** Tells streams of their subscribers. */
public interface LaneFacts {

    /**
     * Appends one {@code subscriber-connected}; the same introduction at the same offset appends it once (CS-8).
     *
     * @param offset of the event that connects it: the one that attached it, or a later {@code woken}
     * @return fails when the event may not be there
     */
    CompletionStage<?> connected(byte[] path, Introduction introduction, long offset);

    /**
     * Appends one {@code error-occurred}: a subscriber is parked (PR-46). The same failure at the same checkpoint appends it
     * once.
     *
     * @param failures how many there were in a row
     * @return fails when the event may not be there
     */
    CompletionStage<?> parked(byte[] path, Subscriber subscriber, long checkpoint, int failures, Throwable cause);
}
