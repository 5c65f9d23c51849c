package io.rivulet.engine.processor;

import io.rivulet.engine.fold.StreamRow;
import io.rivulet.engine.lane.OwnedPartition;
import io.rivulet.engine.lane.Session;
import io.rivulet.engine.lane.Subscriber;

/**
 * One that cannot be as it is configured: its lane fails, is parked, and says why, until it is configured anew.
 *
 * @param why one sentence
 */
record BrokenSubscriber(String kind, String lane, String name, String revision, String why) implements Subscriber {

    @Override
    public String share() {
        return "broken " + kind;
    }

    @Override
    public int width() {
        return 1;
    }

    @Override
    public Session open(OwnedPartition partition, StreamRow stream) {
        throw new IllegalArgumentException(why);
    }
}
