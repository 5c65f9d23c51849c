package io.rivulet.http.tail;

import io.rivulet.engine.tail.Ending;
import io.rivulet.engine.tail.Tail;
import io.rivulet.engine.tail.TailBatch;
import io.rivulet.engine.tail.TailSink;
import io.rivulet.http.exchange.ResponseStream;
import io.rivulet.http.json.JsonBuffer;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
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
    private final Consumer<SseTail> onClosed;
    private final AtomicReference<@Nullable Tail> tail = new AtomicReference<>();
    private final CompletableFuture<Void> isAttached = new CompletableFuture<>();
    private volatile @Nullable Ending ending;
    private volatile long id;
    private boolean isFirst = true;

    /**
     * @param after the offset that the tail begins after, which is its id until a batch has come
     * @param onClosed called when it has ended, for whatever reason, perhaps more than once
     */
    SseTail(ResponseStream out, long after, Consumer<SseTail> onClosed) {
        this.out = out;
        this.id = after;
        this.onClosed = onClosed;
    }

    /** Takes the engine's end of it. Only then does it take batches, so that headers can be set until here. */
    void attach(Tail opened) {
        tail.set(opened);
        isAttached.complete(null);
        Ending ended = ending;
        if (ended != null) {
            opened.close(ended);
        }
    }

    @Override
    public CompletableFuture<Void> turn() {
        return isAttached;
    }

    @Override
    public CompletionStage<Void> deliver(TailBatch batch) {
        JsonBuffer frame = new JsonBuffer(1024);
        if (isFirst) {
            SseFrames.retry(frame, RETRY_MILLIS);
            isFirst = false;
        }
        if (batch.isReset()) {
            SseFrames.reset(frame, batch.incarnation());
        }
        id = batch.cursor();
        SseFrames.batch(frame, batch);
        return out.write(frame.toByteBuffer());
    }

    @Override
    public void ended(Ending ending, long after) {
        id = Math.max(id, after);
        if (ending == Ending.BROKEN) {
            close();
        } else {
            end(ending);
        }
    }

    /** Writes a comment, unless something is being written anyway. */
    void beat() {
        Tail opened = tail.get();
        long head = opened == null ? -1 : opened.head();
        out.offer(() -> SseFrames.heartbeat(new JsonBuffer(32), head).toByteBuffer(), failure -> close());
    }

    /** Tells the client why, and ends. */
    void end(Ending reason) {
        detach(reason);
        JsonBuffer frame = new JsonBuffer(96);
        out.finish(SseFrames.end(frame, reason, id).toByteBuffer());
    }

    /** Ends because the client is gone. */
    void close() {
        detach(Ending.BROKEN);
        out.abort(new IOException("The client has gone"));
    }

    private void detach(Ending reason) {
        ending = reason;
        Tail opened = tail.get();
        if (opened != null) {
            opened.close(reason);
        }
        onClosed.accept(this);
    }
}
