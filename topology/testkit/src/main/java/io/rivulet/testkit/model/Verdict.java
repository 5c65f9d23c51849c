package io.rivulet.testkit.model;

import io.rivulet.api.Refusal.Reason;
import org.jspecify.annotations.Nullable;

/**
 * How a record was judged.
 *
 * @param offset of the event, of the one that is repeated, or of the stream's last one (-1 for none) when it was refused
 * @param index of the event or the one that is repeated, -1 when it was refused
 * @param reason of a refusal, otherwise null
 */
public record Verdict(Kind kind, long offset, long index, @Nullable Reason reason) {

    /** The three ways to be judged. */
    public enum Kind {
        ACCEPTED,
        DUPLICATE,
        REFUSED
    }

    public static Verdict accepted(long offset, long index) {
        return new Verdict(Kind.ACCEPTED, offset, index, null);
    }

    public static Verdict duplicate(long originalOffset, long originalIndex) {
        return new Verdict(Kind.DUPLICATE, originalOffset, originalIndex, null);
    }

    public static Verdict refused(Reason reason, long currentOffset) {
        return new Verdict(Kind.REFUSED, currentOffset, -1, reason);
    }
}
