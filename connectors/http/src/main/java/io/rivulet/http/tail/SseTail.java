package io.rivulet.http.tail;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.rivulet.engine.fold.MirrorRow;
import io.rivulet.engine.tail.Tail;
import io.rivulet.engine.tail.TailBatch;
import io.rivulet.engine.tail.TailSink;
import io.rivulet.http.exchange.ResponseStream;
import io.rivulet.http.json.JsonBuffer;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One live tail on one connection. The node hands over a batch and waits with the next until the socket has taken it.
 *
 * <p>Batches come one at a time, so their fields need no lock; closing and heartbeats come from any thread.
 */
final class SseTail implements TailSink {

    /** How long a client waits before it comes back. */
    private static final long RETRY_MILLIS = 1000;

    private final ResponseStream out;
    private final Set<String> types;
    private final Consumer<SseTail> onClosed;
    private final AtomicReference<@Nullable Tail> tail = new AtomicReference<>();
    private volatile boolean isClosed;
    private volatile long head = -1;
    private String incarnation = "";
    private boolean isFirst = true;
    private volatile long id;

    /**
     * @param after the offset that the tail begins after, which is its id until an event has come
     * @param types the types to deliver; empty for all
     * @param onClosed called when it has ended, for whatever reason, perhaps more than once
     */
    SseTail(ResponseStream out, long after, Set<String> types, Consumer<SseTail> onClosed) {
        this.out = out;
        this.id = after;
        this.types = types.stream()
                .map(type -> new String(JsonStringEncoder.getInstance().quoteAsString(type)))
                .collect(Collectors.toUnmodifiableSet());
        this.onClosed = onClosed;
    }

    /** Takes the engine's end of it. */
    void attach(Tail opened) {
        tail.set(opened);
        if (isClosed) {
            opened.close();
        }
    }

    @Override
    public CompletionStage<Void> deliver(TailBatch batch) {
        JsonBuffer frame = new JsonBuffer(1024);
        if (isFirst) {
            SseFrames.retry(frame, RETRY_MILLIS);
        }
        head = batch.maxOffset();
        if (!incarnation.isEmpty() && !incarnation.equals(batch.incarnation())) {
            SseFrames.reset(frame, batch.incarnation());
        }
        incarnation = batch.incarnation();
        List<MirrorRow> events = wanted(batch.events());
        if (!events.isEmpty() || isFirst) {
            isFirst = false;
            id = events.isEmpty() ? id : events.get(events.size() - 1).offset();
            SseFrames.batch(frame, batch, events, id);
        }
        return out.write(frame.toByteBuffer());
    }

    @Override
    public void ended(Ending ending) {
        if (ending == Ending.MOVED) {
            end("moved");
        } else {
            close();
        }
    }

    /** Writes a comment, unless something is being written anyway. */
    void beat() {
        out.offer(() -> SseFrames.heartbeat(new JsonBuffer(32), head).toByteBuffer(), failure -> close());
    }

    /** Asks the client to come back, and ends. */
    void end(String reason) {
        detach();
        out.finish(SseFrames.reconnect(new JsonBuffer(96), reason, id).toByteBuffer());
    }

    /** Ends because the client is gone. */
    void close() {
        detach();
        out.abort(new IOException("The client has gone"));
    }

    private void detach() {
        isClosed = true;
        Tail opened = tail.get();
        if (opened != null) {
            opened.close();
        }
        onClosed.accept(this);
    }

    /** SUB-12. */
    private List<MirrorRow> wanted(List<MirrorRow> events) {
        if (types.isEmpty()) {
            return events;
        }
        return events.stream().filter(event -> types.contains(event.type())).toList();
    }
}
