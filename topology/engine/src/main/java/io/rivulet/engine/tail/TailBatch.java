package io.rivulet.engine.tail;

import io.rivulet.engine.fold.MirrorRow;
import java.util.List;

/**
 * What a tail hands over. All of it is of one moment (SUB-15).
 *
 * @param incarnation the life of the stream that the events are in; empty while the stream does not exist
 * @param isReset whether the life that earlier batches were of has ended: what came before is to be forgotten
 * @param events ascending, at most {@value #MAX_EVENTS}; empty in a first batch (SUB-16), after a reset, and when only the
 *     state was asked for (SUB-17)
 * @param maxOffset the head of the stream, -1 while it does not exist; during catch-up ahead of the last event
 * @param cursor the offset to resume after once this batch is taken
 * @param state the core state, a JSON object in UTF-8; empty unless it was asked for and there is one
 */
public record TailBatch(
        String incarnation, boolean isReset, List<MirrorRow> events, long maxOffset, long cursor, byte[] state) {

    /** SUB-10. */
    public static final int MAX_EVENTS = 100;

    /** A batch ends when its rows have so many bytes, but never without an event. What a stalled reader holds is no more. */
    public static final long MAX_BYTES = 256 << 10;

    private static final byte[] NO_STATE = {};

    public TailBatch {
        events = List.copyOf(events);
    }

    /** A batch without the state. */
    public TailBatch(String incarnation, List<MirrorRow> events, long maxOffset, long cursor) {
        this(incarnation, false, events, maxOffset, cursor, NO_STATE);
    }
}
