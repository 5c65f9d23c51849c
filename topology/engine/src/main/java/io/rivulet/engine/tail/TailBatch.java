package io.rivulet.engine.tail;

import io.rivulet.engine.fold.MirrorRow;
import java.util.List;

/**
 * What a tail hands over.
 *
 * @param incarnation the life of the stream that the events are in; empty while the stream does not exist
 * @param events ascending, at most {@value #MAX_EVENTS}; empty only in the first batch (SUB-16)
 * @param maxOffset the head of the stream when the batch was read, -1 while it does not exist
 */
public record TailBatch(String incarnation, List<MirrorRow> events, long maxOffset) {

    /** SUB-10. */
    public static final int MAX_EVENTS = 100;

    public TailBatch {
        events = List.copyOf(events);
    }
}
