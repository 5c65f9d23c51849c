package io.rivulet.http.live;

import io.rivulet.engine.cluster.Address;
import io.rivulet.engine.tail.Ending;
import org.jspecify.annotations.Nullable;

/** The way from a subscription to the stream's owner: to this node, or to another one. */
interface Leg {

    /** Begins. What becomes of it, it tells the subscription. */
    void open();

    /** Ends, without telling anybody but the stream. */
    void close(Ending ending);

    /** The offset of the stream's last event as far as this leg knows, -1 for none. */
    long head();

    /** The node that it goes to, or null for this one. */
    @Nullable
    Address peer();
}
