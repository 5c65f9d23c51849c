package io.rivulet.engine.outbound;

import java.util.concurrent.CompletionStage;

/** A way out. Any thread; deliveries of one stream come one after the other. */
public interface Outlet {

    /**
     * Hands a batch over. Completes when the other side has taken it for good; fails when that is not known, and then the same
     * events come again, perhaps in another batch. {@link io.rivulet.engine.lane.Session.RetryLaterException} says when.
     */
    CompletionStage<?> deliver(Delivery delivery);

    /** What it is, {@code webhook} or {@code topic}. */
    String kind();

    /** Whose share of the node it takes: one that is slow holds up the streams that go the same way, and no others. */
    String share();

    /** How many deliveries of its share may be under way. */
    int width();
}
