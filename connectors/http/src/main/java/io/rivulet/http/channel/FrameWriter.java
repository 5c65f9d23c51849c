package io.rivulet.http.channel;

import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.IteratingCallback;
import org.jspecify.annotations.Nullable;

/**
 * Writes frames, at once when nothing is being written; what comes while a write is under way goes together into the next
 * one. Any thread, none of which waits.
 */
final class FrameWriter extends IteratingCallback {

    private static final int GROUP_BYTES = 64 << 10;

    private final BiConsumer<ByteBuffer, Callback> out;
    private final Consumer<Throwable> onFailure;
    private final Executor writing;
    private final AtomicBoolean isCalled = new AtomicBoolean();
    private final Queue<ByteBuffer> frames = new ConcurrentLinkedQueue<>();
    private final AtomicLong queuedBytes = new AtomicLong();
    private volatile @Nullable Runnable onWritten;

    /**
     * @param out writes some bytes and says when it has
     * @param onFailure hears that something could not be written; nothing is from then on
     * @param writing who writes; what comes before it does goes together
     */
    FrameWriter(BiConsumer<ByteBuffer, Callback> out, Consumer<Throwable> onFailure, Executor writing) {
        this.out = out;
        this.onFailure = onFailure;
        this.writing = writing;
    }

    /** Bytes that wait for the writes before them. */
    long queuedBytes() {
        return queuedBytes.get();
    }

    void write(ByteBuffer frame) {
        queuedBytes.addAndGet(frame.remaining());
        frames.add(frame);
        if (isCalled.compareAndSet(false, true)) {
            writing.execute(this::turn);
        }
    }

    private void turn() {
        isCalled.set(false);
        iterate();
    }

    /** The last frame has come: runs what is to happen once all are written. */
    void finish(Runnable then) {
        onWritten = then;
        iterate();
    }

    @Override
    protected Action process() {
        // In this order: the last frame was there before it was said to be the last.
        Runnable then = onWritten;
        ByteBuffer first = frames.poll();
        if (first == null) {
            if (then == null) {
                return Action.IDLE;
            }
            then.run();
            return Action.SUCCEEDED;
        }
        ByteBuffer group = group(first);
        queuedBytes.addAndGet(-group.remaining());
        out.accept(group, this);
        return Action.SCHEDULED;
    }

    private ByteBuffer group(ByteBuffer first) {
        ByteBuffer next = frames.peek();
        if (next == null) {
            return first;
        }
        ByteBuffer group =
                ByteBuffer.allocate(Math.max(GROUP_BYTES, first.remaining())).put(first);
        while (next != null && next.remaining() <= group.remaining()) {
            group.put(frames.remove());
            next = frames.peek();
        }
        return group.flip();
    }

    @Override
    protected void onCompleteFailure(Throwable failure) {
        onFailure.accept(failure);
    }
}
