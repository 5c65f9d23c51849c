package io.rivulet.http.cluster;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.eclipse.jetty.io.Content;
import org.jspecify.annotations.Nullable;

/**
 * A tail by SSE on its way from its owner to the client. When the owner is gone without a word, or this node closes, it ends with
 * the request to reconnect, as an owner that has the time ends it; the client's last id says where. Never in the middle of a
 * frame: there an owner that is gone cuts the tail off, and a node that closes waits for the rest. One reader.
 */
final class RelayedTail implements Content.Source {

    private static final int BETWEEN_FRAMES = '\n' << 8 | '\n';

    private final Content.Source owner;
    private final Consumer<RelayedTail> onOver;

    /** What the reader runs when there is more, if it waits. */
    private final AtomicReference<@Nullable Runnable> waiting = new AtomicReference<>();

    private final AtomicBoolean isOwnerAsked = new AtomicBoolean();
    private volatile boolean isClosing;
    private boolean isEnded;

    /** The last two bytes; a frame ends with an empty line. */
    private volatile int last = BETWEEN_FRAMES;

    /** @param onOver hears when nothing more comes; perhaps more than once */
    RelayedTail(Content.Source owner, Consumer<RelayedTail> onOver) {
        this.owner = owner;
        this.onOver = onOver;
    }

    /** Asks the client to come back, to this node or another one. Any thread. */
    void close() {
        isClosing = true;
        if (last == BETWEEN_FRAMES) {
            wake();
        }
    }

    @Override
    public Content.@Nullable Chunk read() {
        if (isEnded) {
            return Content.Chunk.EOF;
        }
        if (mayClose()) {
            owner.fail(new IOException("This node is closing"));
            return reconnect("closing");
        }
        Content.Chunk chunk = owner.read();
        if (chunk == null) {
            return null;
        }
        if (Content.Chunk.isFailure(chunk, true) && last == BETWEEN_FRAMES) {
            return reconnect("owner-gone");
        }
        ByteBuffer bytes = chunk.getByteBuffer();
        int seen = last;
        for (int at = Math.max(bytes.position(), bytes.limit() - 2); at < bytes.limit(); at++) {
            seen = (seen & 0xFF) << 8 | bytes.get(at) & 0xFF;
        }
        last = seen;
        if (chunk.isLast()) {
            onOver.accept(this);
        }
        return chunk;
    }

    private boolean mayClose() {
        return isClosing && last == BETWEEN_FRAMES;
    }

    private Content.Chunk reconnect(String reason) {
        isEnded = true;
        onOver.accept(this);
        String frame = "event: control\ndata: {\"action\":\"reconnect\",\"reason\":\"" + reason + "\"}\n\n";
        return Content.Chunk.from(ByteBuffer.wrap(frame.getBytes(StandardCharsets.US_ASCII)), true);
    }

    @Override
    public void demand(Runnable onContent) {
        waiting.set(onContent);
        if (isEnded || mayClose()) {
            wake();
        } else if (isOwnerAsked.compareAndSet(false, true)) {
            owner.demand(() -> {
                isOwnerAsked.set(false);
                wake();
            });
        }
    }

    private void wake() {
        Runnable reader = waiting.getAndSet(null);
        if (reader != null) {
            reader.run();
        }
    }

    @Override
    public void fail(Throwable failure) {
        owner.fail(failure);
        onOver.accept(this);
    }
}
