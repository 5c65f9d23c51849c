package io.rivulet.testkit.history;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A read of a stream, or of a part of it.
 *
 * @param seen null if there was no answer
 */
public record Read(Call call, Consistency consistency, Range range, @Nullable Seen seen) implements Operation {

    /** What the client asked to be promised. */
    public enum Consistency {
        /** The owner's state. */
        DEFAULT,
        /** All that was acknowledged before. */
        LINEARIZABLE,
        /** At least {@link Range#minOffset}. */
        MIN_OFFSET,
        /** Any stand-by may answer. */
        STALE,
        /** All of the stream when the load is over and all nodes are well: what is true in the end. */
        SETTLED
    }

    /**
     * What was asked for. Of {@code after} and {@code from} there is at most one; with neither, no events were asked for.
     *
     * @param after events after this offset, -1 for all
     * @param from events from this index on
     */
    public record Range(@Nullable Long minOffset, @Nullable Long after, @Nullable Long from) {}

    /**
     * What it showed: how far the stream goes, and events of it.
     *
     * @param applied the offset in the log that the answer says to reflect, -1 for none; null if it did not say
     * @param behind how many records of the log the answer says to be behind; null if it did not say
     * @param length how many events the stream has by this answer
     * @param head the offset of its last event by this answer, -1 for none; null if it did not say
     * @param whole whether {@code events} are all from the beginning of the range to {@code length}
     * @param events in the order of the answer
     */
    public record Seen(
            Origin origin,
            @Nullable Long applied,
            @Nullable Long behind,
            long length,
            @Nullable Long head,
            boolean whole,
            List<SeenEvent> events) {

        public Seen {
            events = List.copyOf(events);
        }
    }
}
