package io.rivulet.client.subscription;

import io.rivulet.client.model.StreamEvent;
import io.rivulet.client.subscription.Frame.Batch;
import java.util.ArrayList;
import java.util.List;

/**
 * What a batch brings to a copy that is at a checkpoint.
 *
 * @param events those that the copy does not have, in order
 * @param next where the copy is when it has them
 */
record Advance(List<StreamEvent> events, Checkpoint next) {

    /** An event that the batch has to begin with, when nothing is known of the index before it. */
    private static final long ANY = -1;

    /**
     * Compares a batch with a checkpoint.
     *
     * @param isDense whether every event of the stream is expected, so that a jump of the index is a loss
     * @throws GapException when events are missing before or within the batch
     */
    static Advance of(Checkpoint from, Batch batch, boolean isDense) throws GapException {
        long floor = from.floor();
        long index = from.index();
        long expected = expectedAfter(from);
        List<StreamEvent> fresh = new ArrayList<>(batch.events().size());
        for (StreamEvent event : batch.events()) {
            if (event.offset() <= floor) {
                continue;
            }
            boolean follows = !isDense || expected == ANY || event.index() == expected;
            if (!follows || event.index() <= index) {
                throw new GapException("After index " + index + " came the event with index " + event.index()
                        + " at offset " + event.offset() + ": events are missing, or are of another life");
            }
            fresh.add(event);
            floor = event.offset();
            index = event.index();
            expected = index + 1;
        }
        return new Advance(fresh, new Checkpoint(batch.incarnation(), offset(from, fresh, batch), index));
    }

    /** What comes without events moves only a copy that has no place yet. */
    private static long offset(Checkpoint from, List<StreamEvent> fresh, Batch batch) {
        if (fresh.isEmpty()) {
            Long known = from.offset();
            return known == null ? batch.resumeAfter() : known;
        }
        return fresh.get(fresh.size() - 1).offset();
    }

    private static long expectedAfter(Checkpoint from) {
        if (!from.isEmpty()) {
            return from.index() + 1;
        }
        Long offset = from.offset();
        return offset != null && offset == -1 ? 0 : ANY;
    }

    /** What was received is not all there is. */
    static final class GapException extends Exception {

        private static final long serialVersionUID = 1L;

        GapException(String message) {
            super(message);
        }
    }
}
