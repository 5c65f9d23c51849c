package io.rivulet.app.tail;

import io.rivulet.app.tail.ReceivedBatch.ReceivedEvent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a tail has come, over all its connections. What it has seen is never handed on again; what is missing is
 * noticed. Not for more than one thread.
 */
final class TailCursor {

    /** A stream's index before its first event. */
    private static final long UNKNOWN = -1;

    private final boolean dense;
    private @Nullable Long offset;
    private String incarnation = "";
    private long index = UNKNOWN;

    /**
     * @param offset the last event that is not wanted, -1 to begin with the first one; null to begin with what comes
     * @param dense whether every event of the stream is expected, so that a jump of the index is a loss
     */
    TailCursor(@Nullable Long offset, boolean dense) {
        this.offset = offset;
        this.dense = dense;
    }

    /** The offset to resume after; null while nothing is known of the stream. */
    @Nullable
    Long offset() {
        return offset;
    }

    /**
     * Moves on over a batch.
     *
     * @return the events that are new, in order
     * @throws GapException when events are missing before or within the batch; the cursor stays where it was
     */
    List<ReceivedEvent> advance(ReceivedBatch batch) throws GapException {
        boolean sameLife = batch.incarnation().equals(incarnation);
        long previous = sameLife ? index : UNKNOWN;
        List<ReceivedEvent> fresh = new ArrayList<>(batch.events().size());
        for (ReceivedEvent event : batch.events()) {
            if (offset != null && event.offset() <= offset) {
                continue;
            }
            if (dense && previous != UNKNOWN && event.index() != previous + 1) {
                throw new GapException("events are missing between index " + previous + " and " + event.index());
            }
            previous = event.index();
            fresh.add(event);
        }
        incarnation = batch.incarnation();
        index = previous;
        offset = offset == null ? batch.resumeAfter() : Math.max(offset, batch.resumeAfter());
        return fresh;
    }

    /** What was received is not all there is. */
    static final class GapException extends Exception {

        private static final long serialVersionUID = 1L;

        GapException(String message) {
            super(message);
        }
    }
}
