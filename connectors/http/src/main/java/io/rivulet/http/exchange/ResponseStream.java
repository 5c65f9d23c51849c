package io.rivulet.http.exchange;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * An open response that is written piece by piece, in order, with no thread waiting for the socket. May be called from any
 * thread. After a piece could not be written no further one is.
 */
public final class ResponseStream {

    private final Response response;
    private final Callback callback;
    private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);
    private boolean finished;

    ResponseStream(Response response, Callback callback) {
        this.response = response;
        this.callback = callback;
    }

    /** Writes after everything before; completes when the socket has taken it. Nothing happens after the finish. */
    public synchronized CompletableFuture<Void> write(ByteBuffer bytes) {
        if (!finished) {
            last = last.thenCompose(done -> writeNow(false, bytes));
        }
        return last;
    }

    /** Writes a piece that may be left out, unless an earlier one still waits for the socket. */
    public synchronized void offer(Supplier<ByteBuffer> piece, Consumer<Throwable> onFailure) {
        if (last.isDone() && !finished) {
            last = last.thenCompose(done -> writeNow(false, piece.get())).whenComplete((done, failure) -> {
                if (failure != null) {
                    onFailure.accept(failure);
                }
            });
        }
    }

    /** Writes the last piece and completes the exchange, once. */
    public synchronized void finish(ByteBuffer bytes) {
        if (!finished) {
            finished = true;
            last = last.thenCompose(done -> writeNow(true, bytes)).whenComplete((done, failure) -> complete(failure));
        }
    }

    /** Cuts the response off, so that the client sees that it is not whole. */
    public synchronized void abort(Throwable failure) {
        if (!finished) {
            finished = true;
            callback.failed(failure);
        }
    }

    private void complete(@Nullable Throwable failure) {
        if (failure == null) {
            callback.succeeded();
        } else {
            callback.failed(failure);
        }
    }

    private CompletableFuture<Void> writeNow(boolean isLast, ByteBuffer bytes) {
        Callback.Completable written = new Callback.Completable();
        response.write(isLast, bytes, written);
        return written;
    }
}
