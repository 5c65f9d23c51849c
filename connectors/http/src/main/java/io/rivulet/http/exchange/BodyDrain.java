package io.rivulet.http.exchange;

import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;

/**
 * Reads and drops what is left of a body after it has been answered, then completes the exchange.
 *
 * <p>A client that writes all before it reads would otherwise find its connection reset and never learn the answer. How
 * much and how long is bounded; beyond that the connection is closed.
 */
final class BodyDrain implements Runnable {

    private static final long MAX_BYTES = 64L << 20;
    private static final long MAX_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Request request;
    private final Callback callback;
    private final long startNanos = System.nanoTime();
    private long dropped;

    private BodyDrain(Request request, Callback callback) {
        this.request = request;
        this.callback = callback;
    }

    /** The callback for a write that answers a request whose body may not have been read. */
    static Callback then(Request request, Callback callback) {
        // Who asked first has sent nothing yet.
        if (request.getHeaders().contains(HttpHeader.EXPECT)) {
            return callback;
        }
        return Callback.from(new BodyDrain(request, callback), callback::failed);
    }

    @Override
    public void run() {
        while (dropped <= MAX_BYTES && System.nanoTime() - startNanos < MAX_NANOS) {
            Content.Chunk chunk = request.read();
            if (chunk == null) {
                request.demand(this);
                return;
            }
            if (Content.Chunk.isFailure(chunk)) {
                break;
            }
            dropped += chunk.remaining();
            chunk.release();
            if (chunk.isLast()) {
                break;
            }
        }
        callback.succeeded();
    }
}
