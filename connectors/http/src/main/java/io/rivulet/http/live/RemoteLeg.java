package io.rivulet.http.live;

import io.rivulet.engine.cluster.Address;
import io.rivulet.engine.tail.Ending;
import io.rivulet.http.exchange.RivuletHeader;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * To a stream that another node owns: a tail there, as any client has one. It is read when it is its subscription's turn on
 * the socket, so a socket that takes nothing holds up the other node's pump and nothing else.
 */
final class RemoteLeg implements Leg, Response.ContentSourceListener, Response.CompleteListener {

    private final LiveSubscription subscription;
    private final Address peer;
    private final Request request;
    private final Turns turns;
    private final Executor threads;
    private final SseEvents events = new SseEvents();
    private volatile boolean isClosed;
    private volatile long head = -1;

    RemoteLeg(LiveSubscription subscription, Address peer, Request request, Turns turns, Executor threads) {
        this.subscription = subscription;
        this.peer = peer;
        this.request = request;
        this.turns = turns;
        this.threads = threads;
    }

    @Override
    public void open() {
        // Registers this for all that it listens to.
        request.send(this);
    }

    @Override
    public void onContentSource(Response response, Content.Source body) {
        if (response.getStatus() != 200) {
            // Who it is looks for the owner again; the subscription was checked before it was sent.
            Content.Source.consumeAll(body, Callback.NOOP);
            return;
        }
        String key = response.getHeaders().get(RivuletHeader.SUBSCRIPTION);
        subscription.opened(this, key == null ? "" : URLDecoder.decode(key, StandardCharsets.UTF_8));
        await(body);
    }

    @Override
    public void onComplete(Result result) {
        subscription.legEnded(this, Ending.MOVED, subscription.after());
    }

    private void await(Content.Source body) {
        body.demand(() -> {
            var unused = turns.begin().thenRunAsync(() -> read(body), threads);
        });
    }

    /** Reads until there is something to send, or nothing more to read. In its turn. */
    private void read(Content.Source body) {
        CompletableFuture<Void> sent = null;
        boolean isOver = isClosed;
        Content.Chunk chunk = isOver ? null : body.read();
        while (chunk != null && sent == null && !isOver) {
            isOver = Content.Chunk.isFailure(chunk) || chunk.isLast();
            for (SseEvents.Event event : events.read(chunk.getByteBuffer())) {
                sent = take(event, sent);
            }
            chunk.release();
            chunk = sent == null && !isOver ? body.read() : null;
        }
        boolean goesOn = !isOver;
        if (sent == null) {
            readOn(body, goesOn);
        } else {
            var unused = sent.whenComplete((done, failure) -> readOn(body, goesOn && failure == null));
        }
    }

    private void readOn(Content.Source body, boolean goesOn) {
        turns.end();
        if (goesOn) {
            await(body);
        }
    }

    private @Nullable CompletableFuture<Void> take(SseEvents.Event event, @Nullable CompletableFuture<Void> sent) {
        switch (event.name()) {
            case "" -> {
                head = event.head();
                return sent;
            }
            case "batch" -> {
                String incarnation = event.member("incarnation");
                head = Math.max(head, event.id());
                return subscription.deliver(
                        this,
                        incarnation == null ? "" : incarnation,
                        false,
                        event.id(),
                        LiveFrames.batch(subscription.id(), event.id(), event.data()));
            }
            default -> {
                control(event);
                return sent;
            }
        }
    }

    private void control(SseEvents.Event event) {
        String action = event.member("action");
        if ("reset".equals(action)) {
            subscription.reset(this, event.member("incarnation"));
        } else {
            boolean isReplaced = "close".equals(action);
            subscription.legEnded(this, isReplaced ? Ending.REPLACED : Ending.MOVED, subscription.after());
        }
    }

    @Override
    public void close(Ending ending) {
        isClosed = true;
        var unused = request.abort(new IOException("The subscription is over: " + ending.label()));
    }

    @Override
    public long head() {
        return head;
    }

    @Override
    public Address peer() {
        return peer;
    }
}
