package io.rivulet.client.subscription;

import io.rivulet.client.subscription.Failure.Kind;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** The body of a tail: hands on the frames of one piece, and asks for the next piece when they have been taken. */
final class SseBody implements BodySubscriber<byte[]> {

    private final Tail.Listener listener;
    private final SseParser parser = new SseParser();
    private Flow.@Nullable Subscription pieces;
    private boolean isCancelled;

    SseBody(Tail.Listener listener) {
        this.listener = listener;
    }

    /** At once: the response is there when its head is. */
    @Override
    public CompletionStage<byte[]> getBody() {
        return CompletableFuture.completedFuture(new byte[0]);
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        synchronized (this) {
            pieces = subscription;
            if (isCancelled) {
                subscription.cancel();
                return;
            }
        }
        subscription.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> piece) {
        List<SseFrame> frames = new ArrayList<>();
        piece.forEach(bytes -> frames.addAll(parser.feed(bytes)));
        listener.received(frames);
    }

    @Override
    public void onError(Throwable failure) {
        listener.ended(new Failure(Kind.CONNECTION, "The connection was lost: " + failure, failure), Duration.ZERO);
    }

    @Override
    public void onComplete() {
        listener.ended(Failure.of(Kind.CONNECTION, "The node ended the connection"), Duration.ZERO);
    }

    void more() {
        Flow.Subscription open;
        synchronized (this) {
            open = pieces;
        }
        if (open != null) {
            open.request(1);
        }
    }

    void cancel() {
        Flow.Subscription open;
        synchronized (this) {
            isCancelled = true;
            open = pieces;
        }
        if (open != null) {
            open.cancel();
        }
    }
}
