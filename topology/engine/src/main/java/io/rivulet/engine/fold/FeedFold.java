package io.rivulet.engine.fold;

import io.rivulet.api.CoreEvents;
import io.rivulet.wire.EventType;
import org.jspecify.annotations.Nullable;

/**
 * Groups a stream's events into the rows of its feed (FD-10 to FD-13). The open row is part of its stream's row; it is put
 * once, when it closes. So an event that extends a row costs the feed nothing, however long the row is (FD-20).
 */
final class FeedFold {

    private final Rows rows;
    private final Bytes span = new Bytes(128);

    FeedFold(Rows rows) {
        this.rows = rows;
    }

    /** Adds the stream's next event, before it is counted. */
    void add(StreamRow stream, EventType type, long offset) {
        String component = componentOf(type);
        if (component != null) {
            close(stream);
            put(stream, component, type.name(), stream.count, offset, offset, 1);
            return;
        }
        EventType open = stream.openType;
        if (open != null && type.equals(open) && stream.count - stream.openFirstIndex < Span.MAX_EVENTS) {
            return;
        }
        close(stream);
        stream.openType = type;
        stream.openFirstIndex = stream.count;
        stream.openFirstOffset = offset;
    }

    /** FD-10: what draws a type that always has a row of its own; null for all others. */
    private static @Nullable String componentOf(EventType type) {
        if (!type.isCore()) {
            return null;
        }
        return switch (type.name()) {
            case CoreEvents.CREATED -> "stream.created";
            case CoreEvents.WOKEN -> "stream.woken";
            case CoreEvents.CHILD_STREAM_CREATED -> "stream.child-stream-created";
            default -> null;
        };
    }

    private void close(StreamRow stream) {
        EventType type = stream.openType;
        if (type != null) {
            put(stream, Span.GROUP, type.name(), stream.openFirstIndex, stream.openFirstOffset, stream.headOffset, (int)
                    (stream.count - stream.openFirstIndex));
            stream.openType = null;
        }
    }

    private void put(
            StreamRow stream,
            String component,
            String type,
            long firstIndex,
            long firstOffset,
            long lastOffset,
            int count) {
        span.clear().putSized(component).putSized(type);
        span.putVarint(firstIndex).putVarint(firstOffset).putVarint(lastOffset).putVarint(count);
        rows.putFeed(stream, stream.closedRows++, span);
    }
}
