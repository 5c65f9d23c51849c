package io.rivulet.api;

/**
 * Why the fold refused an append: a value, not an error. The record stays in the log, inert; the client acts.
 *
 * @param reason the rule that refused
 * @param detail one sentence for the caller, with the way out
 * @param currentOffset the offset of the stream's last accepted event when it was judged, -1 if there was none
 */
public record Refusal(Reason reason, String detail, long currentOffset) {

    /** The rules that refuse, with what the caller does next. */
    public enum Reason {
        /** The stream has moved on, or does not exist yet: read it from the current offset and decide again. */
        EXPECTED_OFFSET("expected-offset"),
        /** The idempotency key is known, but for an event at another position: use a new key. */
        IDEMPOTENCY_MISMATCH("idempotency-mismatch"),
        /** The stream is paused (AP-9): resume it, or wait. */
        PAUSED("paused"),
        /** A foreign record came into the middle of the batch: append the batch again. */
        INTERLEAVED("interleaved"),
        /** The batch is not whole in the log: append it again. */
        TORN("torn"),
        /** The batch is larger than a stream takes: split it. */
        BATCH_TOO_LARGE("batch-too-large"),
        /** The payload of a core event breaks its schema (EV-8): mend it. */
        INVALID_PAYLOAD("invalid-payload"),
        /** The stream has begun already, and begins only once (CS-2). */
        ALREADY_CREATED("already-created"),
        /** The life that was to end is not the stream's current one: it has ended already, or there is none. */
        STALE_INCARNATION("stale-incarnation");

        private final String label;

        Reason(String label) {
            this.label = label;
        }

        /** The stable name of this reason, as it stands in problems and metrics. */
        public String label() {
            return label;
        }
    }

    /** The refusal of an append that expected another head than the stream has. */
    public static Refusal expectedOffset(long expected, long head) {
        String detail;
        if (expected == EventInput.NO_STREAM) {
            detail = "The stream was expected not to exist, but its last event has offset " + head;
        } else if (head < 0) {
            detail = "The stream was expected to end at offset " + expected + ", but it does not exist";
        } else {
            detail = "The stream was expected to end at offset " + expected + ", but it ends at " + head
                    + "; read from there and decide again";
        }
        return new Refusal(Reason.EXPECTED_OFFSET, detail, head);
    }
}
