package io.rivulet.engine.append;

import java.util.Locale;
import java.util.Map;

/**
 * What became of the appends that were offered to this node since it was started, however many events each had.
 *
 * @param byOutcome every outcome is there
 * @param latency from the offer to the answer
 */
public record AppendCounts(Map<Outcome, Long> byOutcome, Latencies latency) {

    public AppendCounts {
        byOutcome = Map.copyOf(byOutcome);
    }

    /** What an append came to, as {@link AppendResult} has it. */
    public enum Outcome {
        /** At least one event is new. */
        ACCEPTED,
        /** Every event was there already. */
        DUPLICATE,
        REFUSED,
        THROTTLED,
        TOO_LARGE,
        MOVED,
        UNSETTLED,
        UNAVAILABLE;

        /** As it is written in metrics: {@code too-large}. */
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        static Outcome of(AppendResult result) {
            if (result instanceof AppendResult.Appended appended) {
                return appended.isAllDuplicates() ? DUPLICATE : ACCEPTED;
            }
            if (result instanceof AppendResult.Refused) {
                return REFUSED;
            }
            if (result instanceof AppendResult.Throttled) {
                return THROTTLED;
            }
            if (result instanceof AppendResult.TooLarge) {
                return TOO_LARGE;
            }
            if (result instanceof AppendResult.Moved) {
                return MOVED;
            }
            return result instanceof AppendResult.Unsettled ? UNSETTLED : UNAVAILABLE;
        }
    }
}
