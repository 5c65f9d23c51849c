package io.rivulet.http.channel;

import io.rivulet.http.cluster.Forwards;
import io.rivulet.http.cluster.Peers;
import io.rivulet.http.cluster.SentAppend;
import io.rivulet.http.exchange.MediaType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.eclipse.jetty.client.AsyncRequestContent;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;

/**
 * Appends that are sent on to one other node, on one request that stays open: each is a frame of its body, and its reply a
 * frame of the answer, in whatever order the verdicts come. When it breaks, what has no reply fails. Any thread.
 */
final class AppendChannel implements Response.HeadersListener, Response.ContentListener, Response.CompleteListener {

    /** How much may wait to be written to a node that does not read. */
    private static final long UNSENT_BYTES = 8L << 20;

    private final Request request;
    private final Forwards forwards;
    private final Consumer<AppendChannel> onLeaving;
    private final AsyncRequestContent body = new AsyncRequestContent(MediaType.APPENDS);
    private final FrameWriter writer;
    private final FrameReader reader = new FrameReader();
    private final Map<Long, Waiting> waiting = new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong();
    private final AtomicBoolean isOpen = new AtomicBoolean();

    /** What the other node says instead of opening the channel. */
    private final ByteArrayOutputStream refusal = new ByteArrayOutputStream();

    private volatile boolean isEnded;

    /** The other node takes no more: what has no reply yet still gets it. */
    private volatile boolean isLeaving;

    private record Waiting(CompletableFuture<Peers.Reply> reply, long deadlineNanos) {}

    /**
     * @param request to the other node, without its body
     * @param onLeaving hears when it takes no more
     */
    AppendChannel(Request request, Forwards forwards, Consumer<AppendChannel> onLeaving) {
        this.request = request.body(body).headers(headers -> headers.put("Accept", MediaType.APPENDS));
        this.forwards = forwards;
        this.onLeaving = onLeaving;
        writer = new FrameWriter(
                body::write,
                why -> {
                    var unused = request.abort(why);
                },
                Runnable::run);
    }

    /**
     * Sends an append on.
     *
     * @return its reply; or the failure that there is none, and a {@link RejectedExecutionException} if it was not sent
     */
    CompletableFuture<Peers.Reply> append(SentAppend append, Duration within) {
        CompletableFuture<Peers.Reply> reply = new CompletableFuture<>();
        if (writer.queuedBytes() > UNSENT_BYTES) {
            reply.completeExceptionally(new RejectedExecutionException("It does not read what is sent to it"));
            return reply;
        }
        long number = numbers.incrementAndGet();
        waiting.put(number, new Waiting(reply, System.nanoTime() + within.toNanos()));
        if (isLeaving) {
            // Looked at after it was put there, and the other way round where the last one ends the channel.
            fail(number, new RejectedExecutionException("It is closing"));
            return reply;
        }
        writer.write(
                new Call(number, append.path(), append.appendId(), append.contentType(), append.events()).toFrame());
        if (isOpen.compareAndSet(false, true)) {
            request.send(this);
        }
        if (isEnded) {
            failAll(new IOException("It ended the channel"));
        }
        return reply;
    }

    /** Gives up what has waited for too long. Called again and again. */
    void lookAfter() {
        long now = System.nanoTime();
        waiting.forEach((number, call) -> {
            if (now - call.deadlineNanos() > 0) {
                fail(number, new TimeoutException("It did not answer in time"));
            }
        });
    }

    /** Nothing waits for a reply any more, and nothing will. */
    boolean isEnded() {
        return isEnded;
    }

    @Override
    public void onHeaders(Response response) {
        if (response.getStatus() != 200) {
            // It does not open the channel, and waits for the end of what it is sent before it is done.
            isLeaving = true;
            onLeaving.accept(this);
            writer.finish(body::close);
        }
    }

    @Override
    public void onContent(Response response, ByteBuffer content) {
        if (response.getStatus() == 200) {
            reader.read(content, this::replied);
        } else {
            byte[] more = new byte[content.remaining()];
            content.get(more);
            refusal.writeBytes(more);
        }
    }

    private void replied(ByteBuffer frame) {
        long number = frame.getLong();
        if (number == Frames.GOODBYE) {
            isLeaving = true;
            onLeaving.accept(this);
            endIfDone();
        } else {
            complete(number, Frames.reply(frame));
        }
    }

    private void endIfDone() {
        if (isLeaving && waiting.isEmpty()) {
            writer.finish(body::close);
        }
    }

    @Override
    public void onComplete(Result result) {
        isEnded = true;
        onLeaving.accept(this);
        Response response = result.getResponse();
        if (result.isFailed()) {
            failAll(result.getFailure());
        } else if (response.getStatus() == 200) {
            failAll(new IOException("It ended the channel"));
        } else {
            Peers.Reply refused = Peers.Reply.of(response, refusal.toByteArray());
            List.copyOf(waiting.keySet()).forEach(number -> complete(number, refused));
        }
    }

    private void complete(long number, Peers.Reply reply) {
        Waiting call = waiting.remove(number);
        if (call != null) {
            forwards.over(reply.status());
            call.reply().complete(reply);
            endIfDone();
        }
    }

    private void failAll(Throwable why) {
        List.copyOf(waiting.keySet()).forEach(number -> fail(number, why));
    }

    private void fail(long number, Throwable why) {
        Waiting call = waiting.remove(number);
        if (call != null) {
            forwards.over();
            call.reply().completeExceptionally(why);
            endIfDone();
        }
    }
}
