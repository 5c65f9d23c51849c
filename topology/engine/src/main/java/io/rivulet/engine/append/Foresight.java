package io.rivulet.engine.append;

import io.rivulet.api.EventInput;
import io.rivulet.api.Refusal;
import io.rivulet.engine.append.AppendResult.Appended;
import io.rivulet.engine.append.AppendResult.AppendedEvent;
import io.rivulet.engine.fold.KeyRow;
import io.rivulet.engine.fold.StreamRow;
import io.rivulet.engine.store.PartitionReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What this node's rows already say of an append: that all of it is known, or that its expectation is past. Then no record
 * is written. Anything else is left to the fold.
 */
final class Foresight {

    private Foresight() {}

    /**
     * The certain result of an append, or null when only the fold can tell.
     *
     * @param applied an offset that was folded when the row was read
     */
    static @Nullable AppendResult of(PartitionReader reader, StreamRow row, long applied, List<EventInput> events) {
        List<AppendedEvent> known = new ArrayList<>();
        for (EventInput event : events) {
            KeyRow original = originalOf(reader, row, event);
            if (original == null) {
                break;
            }
            known.add(new AppendedEvent(reader.event(row, original.index()), true));
        }
        if (known.size() == events.size()) {
            return new Appended(row.incarnation(), known);
        }
        return known.isEmpty() && isPast(applied, row, events.get(0)) ? refusal(row, events.get(0)) : null;
    }

    private static @Nullable KeyRow originalOf(PartitionReader reader, StreamRow row, EventInput event) {
        if (event.idempotencyKey() == null) {
            return null;
        }
        KeyRow original = reader.findKey(row, event.idempotencyKey().getBytes(StandardCharsets.UTF_8));
        boolean isExpected = original != null
                && (event.expectedOffset() == null || event.expectedOffset() == original.previousOffset());
        return isExpected ? original : null;
    }

    /** An expected offset that is not the head, and below what is folded, can never be the head again. */
    private static boolean isPast(long applied, StreamRow row, EventInput event) {
        Long expected = event.expectedOffset();
        return expected != null
                && event.idempotencyKey() == null
                && expected != row.headOffset()
                && expected <= applied;
    }

    private static AppendResult refusal(StreamRow row, EventInput event) {
        return new AppendResult.Refused(Refusal.expectedOffset(
                event.expectedOffset() == null ? EventInput.NO_STREAM : event.expectedOffset(), row.headOffset()));
    }
}
