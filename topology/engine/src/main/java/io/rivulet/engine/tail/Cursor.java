package io.rivulet.engine.tail;

import io.rivulet.engine.fold.MirrorRow;
import io.rivulet.engine.fold.StreamRow;
import io.rivulet.engine.store.PartitionReader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a subscription has come in its stream, and what comes next for it. It means "handed over", not "processed"
 * (SUB-11). One thread at a time moves it; any thread may ask where it is.
 */
final class Cursor {

    private static final byte[] NO_STATE = {};

    private final byte[] path;
    private final String namespace;
    private final Subscription wanted;
    private volatile long offset;
    private volatile long head = -1;
    private boolean isOpened;
    private boolean hasMore;
    private long streamId = -1;
    private long nextIndex;

    Cursor(byte[] path, String namespace, Subscription wanted) {
        this.path = path;
        this.namespace = namespace;
        this.wanted = wanted;
        offset = wanted.events() ? wanted.after() : Subscription.LIVE;
    }

    long offset() {
        return offset;
    }

    long head() {
        return head;
    }

    /** Whether the last look ended before the head of the stream, and it is worth looking again at once. */
    boolean hasMore() {
        return hasMore;
    }

    /** What is live from now is after the head of this moment (SUB-8). */
    void fix(PartitionReader reader) {
        if (offset == Subscription.LIVE) {
            StreamRow stream = reader.stream(path);
            offset = stream == null ? -1 : stream.headOffset();
        }
    }

    /** The next batch, or null when there is nothing to hand over. The first one comes at once, even if empty (SUB-16). */
    @Nullable
    TailBatch next(PartitionReader reader) {
        StreamRow stream = reader.stream(path);
        byte[] state = NO_STATE;
        if (wanted.state() && (hasMore || hasMoved(stream))) {
            // A moment later than the row, perhaps: then the row of that moment is the one that counts (SUB-15).
            PartitionReader.State now = reader.state(path, namespace);
            stream = now == null ? null : now.stream();
            state = now == null ? NO_STATE : now.json();
        }
        boolean isReset = streamId >= 0 && (stream == null || stream.id() != streamId);
        boolean isOwed = !isOpened || isReset || (!wanted.events() && hasMoved(stream));
        hasMore = false;
        return stream == null ? absent(isOwed, isReset) : present(reader, stream, state, isOwed, isReset);
    }

    private boolean hasMoved(@Nullable StreamRow stream) {
        return !isOpened || (stream == null ? streamId >= 0 : stream.id() != streamId || stream.headOffset() != head);
    }

    private @Nullable TailBatch absent(boolean isOwed, boolean isReset) {
        isOpened = true;
        streamId = -1;
        head = -1;
        offset = Math.max(offset, -1);
        return isOwed ? new TailBatch("", isReset, List.of(), -1, offset, NO_STATE) : null;
    }

    private @Nullable TailBatch present(
            PartitionReader reader, StreamRow stream, byte[] state, boolean isOwed, boolean isReset) {
        if (offset == Subscription.LIVE) {
            offset = stream.headOffset();
        }
        List<MirrorRow> events = wanted.events() ? read(reader, stream) : List.of();
        isOpened = true;
        head = stream.headOffset();
        streamId = stream.id();
        if (!wanted.events()) {
            offset = head;
        }
        return events.isEmpty() && !isOwed
                ? null
                : new TailBatch(stream.incarnation(), isReset, events, head, offset, state);
    }

    /** May find that the stream was reset; then nothing has moved yet. */
    private List<MirrorRow> read(PartitionReader reader, StreamRow stream) {
        long from = stream.id() == streamId ? nextIndex : reader.indexAfter(stream, offset);
        return wanted.types().isEmpty() ? all(reader, stream, from) : typed(reader, stream, from);
    }

    private List<MirrorRow> all(PartitionReader reader, StreamRow stream, long from) {
        List<MirrorRow> events = reader.mirror(stream, from, TailBatch.MAX_EVENTS, TailBatch.MAX_BYTES);
        nextIndex = from;
        moveTo(events);
        hasMore = nextIndex < stream.count();
        return events;
    }

    /** By the index of types, so what is not wanted is not read; the cursor passes over it (SUB-12). */
    private List<MirrorRow> typed(PartitionReader reader, StreamRow stream, long from) {
        PartitionReader.Typed typed =
                reader.ofTypes(stream, wanted.types(), from, stream.count(), TailBatch.MAX_EVENTS);
        List<MirrorRow> events = bounded(typed.events());
        hasMore = typed.hasMore() || events.size() < typed.events().size();
        if (hasMore) {
            moveTo(events);
        } else {
            nextIndex = stream.count();
            offset = Math.max(offset, stream.headOffset());
        }
        return events;
    }

    private void moveTo(List<MirrorRow> events) {
        if (!events.isEmpty()) {
            MirrorRow last = events.get(events.size() - 1);
            nextIndex = last.index() + 1;
            offset = last.offset();
        }
    }

    private static List<MirrorRow> bounded(List<MirrorRow> events) {
        long bytes = 0;
        for (int i = 0; i < events.size(); i++) {
            bytes += events.get(i).length();
            if (i > 0 && bytes > TailBatch.MAX_BYTES) {
                return events.subList(0, i);
            }
        }
        return events;
    }
}
