package io.rivulet.http.channel;

import io.rivulet.http.cluster.Peers;
import io.rivulet.http.exchange.Exchange;
import io.rivulet.http.exchange.MediaType;
import io.rivulet.http.exchange.ResponseStream;
import io.rivulet.http.problem.ProblemException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/** The far end of a channel: takes calls as they come and writes each reply when it is there. No thread waits. */
public final class CallServer {

    private final Exchange exchange;
    private final Function<Call, CompletableFuture<Peers.Reply>> calls;
    private final ResponseStream out;
    private final FrameReader reader = new FrameReader();
    private final FrameWriter writer;

    /** Calls without a reply, and one for those that may yet come. */
    private final AtomicInteger owed = new AtomicInteger(1);

    /**
     * @param calls answers a call, now or later; never fails
     * @param writing writes replies, so that those that come together are written together
     */
    public CallServer(Exchange exchange, Function<Call, CompletableFuture<Peers.Reply>> calls, Executor writing) {
        this.exchange = exchange;
        this.calls = calls;
        exchange.keepOpen();
        out = exchange.stream(MediaType.APPENDS);
        writer = new FrameWriter(this::write, out::abort, writing);
    }

    /** Begins to read. */
    public void run() {
        exchange.body(piece -> reader.read(piece, this::called), this::settled, this::broken);
    }

    private void broken(Throwable failure) {
        if (failure instanceof ProblemException) {
            exchange.fail(failure);
        } else {
            // The other node has gone, or the way to it: nobody is there to be told.
            out.abort(failure);
        }
    }

    private void called(ByteBuffer frame) {
        Call call = Call.read(frame);
        owed.incrementAndGet();
        var unused = calls.apply(call).thenAccept(reply -> {
            writer.write(Frames.reply(call.number(), reply));
            settled();
        });
    }

    /**
     * Asks the near end to send no more. It ends the channel when it has all replies: an answer that ends before its request would
     * be cut off, and replies with it.
     */
    public void close() {
        writer.write(Frames.goodbye());
    }

    private void settled() {
        if (owed.decrementAndGet() == 0) {
            writer.finish(() -> out.finish(BufferUtil.EMPTY_BUFFER));
        }
    }

    private void write(ByteBuffer bytes, Callback callback) {
        var unused = out.write(bytes).whenComplete((done, failure) -> {
            if (failure == null) {
                callback.succeeded();
            } else {
                callback.failed(failure);
            }
        });
    }
}
