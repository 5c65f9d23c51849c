package io.rivulet.client.model;

/**
 * The subscription that was waited for has stopped by itself: a node ended it and does not want it back. Its status says why, and its
 * owner decides whether to start it again. A lost connection is never told like this.
 */
public final class SubscriptionStoppedException extends RivuletException {

    private static final long serialVersionUID = 1L;

    public SubscriptionStoppedException(String why) {
        super(why, null);
    }
}
