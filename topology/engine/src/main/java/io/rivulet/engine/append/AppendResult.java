package io.rivulet.engine.append;

import io.rivulet.api.Refusal;
import io.rivulet.engine.fold.MirrorRow;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of an append. */
public sealed interface AppendResult {

    /**
     * The fold accepted the events, or knew them already.
     *
     * @param incarnation the life of the stream that they are in
     * @param events in the order of the input; a duplicate is the event stored before (AP-2)
     */
    record Appended(String incarnation, List<AppendedEvent> events) implements AppendResult {

        public Appended {
            events = List.copyOf(events);
        }

        public boolean isAllDuplicates() {
            return events.stream().allMatch(AppendedEvent::duplicate);
        }
    }

    /** One event of an answer. */
    record AppendedEvent(MirrorRow event, boolean duplicate) {}

    /** The fold refused the whole append, or the node saw that it would. Nothing changed. The client acts. */
    record Refused(Refusal refusal) implements AppendResult {}

    /** Too much is in flight on this node. Nothing was written. Try again after the delay. */
    record Throttled(Duration retryAfter) implements AppendResult {}

    /** An event is larger than the namespace or its topic takes. Nothing became an event. */
    record TooLarge(long bytes, long maxBytes) implements AppendResult {}

    /** This node does not serve the stream. Nothing was written. Try again at the owner. */
    record Moved(String detail, Duration retryAfter) implements AppendResult {}

    /**
     * The records are written, and this node gave the stream up before it judged them. The next owner tells what became of
     * them: see {@link io.rivulet.engine.Namespace#outcome}.
     *
     * @param records in the order of the input
     */
    record Unsettled(List<Written> records) implements AppendResult {

        public Unsettled {
            records = List.copyOf(records);
        }
    }

    /**
     * A record of an append.
     *
     * @param offset where it is in the stream's partition
     */
    record Written(long offset, @Nullable String idempotencyKey) {}

    /**
     * The outcome could not be learned in time. The events may have been written: a retry with the same idempotency keys
     * is safe.
     */
    record Unavailable(String detail, Duration retryAfter) implements AppendResult {}
}
